using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies the body of a loop with new variables, arrays and shared methods in place of those that only one iteration knows: mentioned
/// nowhere else, and set before they are read.
/// </summary>
internal sealed class IterationCopies
{
    private readonly Function _function;
    private readonly List<Mentions> _scopes;
    private readonly HashSet<object> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>For the loops of one body of a function: its own or that of a shared method.</summary>
    public IterationCopies(Function function, Block body)
    {
        var own = new Mentions(body);
        (_function, _scopes) = (function, [own]);
        var all = body == function.Body ? own : new Mentions(function.Body);
        int runs = function.Shared.Find(method => method.Body == body) is { } shared ? all.Counts.GetValueOrDefault(shared) : 1;
        // What is mentioned more often than the body is run, is known outside of it.
        _known.UnionWith(own.Counts.Where(item => all.Counts.GetValueOrDefault(item.Key) != runs * item.Value).Select(item => item.Key));
    }

    /// <summary>A copy.</summary>
    public Block Copy(Block body)
    {
        var inside = new Mentions(body);
        var exposed = ExposedReads.Of(body).Exposed;
        var rewriter = new IrRewriter();
        foreach (var item in inside.Counts.Keys.Where(item => !exposed.Contains(item) && !_known.Contains(item) && Total(item) == inside.Counts[item]))
        {
            switch (item)
            {
                case Variable variable:
                    var local = variable.Copy();
                    _function.Variables.Add(local);
                    rewriter.Variables.Add(variable, new VariableExpression(local));
                    break;
                case ArrayVariable { Constants: null, IsPersistent: false } array:
                    var own = array.Copy();
                    _function.Arrays.Add(own);
                    rewriter.Arrays.Add(array, own);
                    break;
                case SharedMethod method:
                    var again = new SharedMethod(method.Name, method.Source);
                    _function.Shared.Insert(_function.Shared.IndexOf(method) + 1, again);
                    rewriter.Shared.Add(method, again);
                    break;
            }
        }

        foreach (var (method, again) in rewriter.Shared)
        {
            again.Body = rewriter.Rewrite(method.Body);
        }

        var copy = rewriter.Rewrite(body);
        _scopes.Add(new Mentions(copy));
        return copy;
    }

    // What a copy made new is mentioned in that copy only; everything else is counted in the function.
    private int Total(object item) => _scopes.Select(scope => scope.Counts.GetValueOrDefault(item)).FirstOrDefault(count => count > 0);
}
