using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// How often the statements of a block mention each variable, array and shared method: what a part mentions as often as the whole, only
/// the part knows. The body of a shared method counts wherever it is run.
/// </summary>
internal sealed class Mentions
{
    private readonly Dictionary<object, int> _counts = new(ReferenceEqualityComparer.Instance);

    public Mentions(Block block)
    {
        foreach (var statement in IrWalk.All(block))
        {
            foreach (var expression in IrWalk.Expressions(statement).SelectMany(IrWalk.All))
            {
                Count((expression as VariableExpression)?.Variable);
                Count((expression as ArrayLoadExpression)?.Array);
            }

            foreach (var target in IrWalk.Targets(statement))
            {
                Count(target);
            }

            Count((statement as RunStatement)?.Method);
            Count((statement as ArrayStoreStatement)?.Array);
            Count((statement as ArrayClearStatement)?.Array);
        }
    }

    /// <summary>In order of first mention.</summary>
    public IReadOnlyDictionary<object, int> Counts => _counts;

    private void Count(object? item)
    {
        if (item is not null)
        {
            _counts[item] = _counts.GetValueOrDefault(item) + 1;
        }
    }
}
