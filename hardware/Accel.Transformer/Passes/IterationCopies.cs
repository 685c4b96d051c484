using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies the body of a loop with new variables and arrays in place of those that only one iteration knows: mentioned nowhere else, and
/// set before they are read.
/// </summary>
internal sealed class IterationCopies(Function function)
{
    private readonly List<Mentions> _scopes = [new Mentions(function.Body)];

    /// <summary>A copy.</summary>
    public Block Copy(Block body)
    {
        var inside = new Mentions(body);
        var exposed = ExposedReads.Of(body).Exposed;
        var rewriter = new IrRewriter();
        foreach (var item in inside.Counts.Keys.Where(item => !exposed.Contains(item) && Total(item) == inside.Counts[item]))
        {
            switch (item)
            {
                case Variable variable:
                    var local = variable.Copy();
                    function.Variables.Add(local);
                    rewriter.Variables.Add(variable, new VariableExpression(local));
                    break;
                case ArrayVariable { Constants: null, IsPersistent: false } array:
                    var own = array.Copy();
                    function.Arrays.Add(own);
                    rewriter.Arrays.Add(array, own);
                    break;
            }
        }

        var copy = rewriter.Rewrite(body);
        _scopes.Add(new Mentions(copy));
        return copy;
    }

    // What a copy made new is mentioned in that copy only; everything else is counted in the function.
    private int Total(object item) => _scopes.Select(scope => scope.Counts.GetValueOrDefault(item)).FirstOrDefault(count => count > 0);
}
