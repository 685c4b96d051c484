using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>
/// Conditions of which at most one is ever true while a loop runs, as the loop does not change what they differ in: a bit that tells two
/// buffers apart, a number of a phase.
/// </summary>
/// <param name="changes">Whether an iteration may change a variable.</param>
internal sealed class Exclusion(Func<Variable, bool> changes)
{
    /// <summary>True when the two are never both true, in whichever iterations.</summary>
    /// <param name="one">The condition of an access; null for always.</param>
    /// <param name="other">That of another one.</param>
    public bool Holds(Node? one, Node? other)
    {
        if (one is null || other is null)
        {
            return false;
        }

        var facts = Facts(one).ToLookup(static f => f.Of);
        return Facts(other).Any(f => facts[f.Of].Any(known => Contradict(known, f)));
    }

    private static bool Contradict(Fact one, Fact other)
        => one.IsTrue && other.IsTrue ? one.Value != other.Value : one.IsTrue != other.IsTrue && one.Value == other.Value;

    // What a condition says of values that stay: that each is, or is not, some number.
    private IEnumerable<Fact> Facts(Node condition)
        => Conditions.Parts(condition).Select(static p => FactOf(p.Condition, p.IsTrue)).OfType<Fact>().Where(f => Stays(f.Of));

    private static Fact? FactOf(Node condition, bool isTrue) => condition.Kind switch
    {
        NodeKind.Equal or NodeKind.NotEqual when condition.Operands is [{ IsConstant: false } value, { IsConstant: true } number]
            => new Fact(value, number.Value, isTrue == (condition.Kind == NodeKind.Equal)),
        NodeKind.Equal or NodeKind.NotEqual when condition.Operands is [{ IsConstant: true } number, { IsConstant: false } value]
            => new Fact(value, number.Value, isTrue == (condition.Kind == NodeKind.Equal)),
        _ when !condition.IsConstant && Interval.Bool.Contains(condition.Range) => new Fact(condition, isTrue ? 1 : 0, true),
        _ => null,
    };

    private bool Stays(Node value)
    {
        HashSet<Node> seen = [];
        Stack<Node> open = new([value]);
        while (open.TryPop(out var node))
        {
            if (node.Kind is NodeKind.Load or NodeKind.Response or NodeKind.Element
                || (node.Kind == NodeKind.Variable && changes(node.Variable!)))
            {
                return false;
            }

            foreach (var operand in node.Operands.Where(seen.Add))
            {
                open.Push(operand);
            }
        }

        return true;
    }

    // IsTrue: it is this number; otherwise it is any other one.
    private sealed record Fact(Node Of, Int128 Value, bool IsTrue);
}
