using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// What a condition says of registers that are compared with numbers, such as the state and the phases of pipelined loops: the numbers that
/// a register can have where the condition holds.
/// </summary>
internal sealed class RegisterConditions
{
    private const int DeepestLookUp = 64;

    private static readonly ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> _nothing =
        ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>>.Empty;

    private readonly Dictionary<Signal, ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>>> _known = [];

    /// <summary>By register, the numbers that it can have; registers of which nothing is said are missing.</summary>
    /// <param name="condition">The condition, of 1 bit.</param>
    public ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> Of(Signal condition) => Of(condition, DeepestLookUp);

    private ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> Of(Signal condition, int depth)
    {
        if (condition is not OperatorSignal { Operator: Operator.Equal or Operator.And or Operator.Or } op || depth == 0)
        {
            return _nothing;
        }

        if (!_known.TryGetValue(condition, out var found))
        {
            _known[condition] = found = op.Operator switch
            {
                Operator.Equal => Comparison(op),
                Operator.And => And(Of(op.Operands[0], depth - 1), Of(op.Operands[1], depth - 1)),
                _ => Or(Of(op.Operands[0], depth - 1), Of(op.Operands[1], depth - 1)),
            };
        }

        return found;
    }

    private static ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> Comparison(OperatorSignal op)
        => op.Operands[0] is RegisterSignal register && op.Operands[1] is ConstantSignal constant && constant.Value <= int.MaxValue
            ? _nothing.Add(register, [(int)constant.Value]) : _nothing;

    private static ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> And(
        ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> a, ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> b)
        => b.Aggregate(a, static (all, said) =>
            all.SetItem(said.Key, all.TryGetValue(said.Key, out var other) ? other.Intersect(said.Value) : said.Value));

    private static ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> Or(
        ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> a, ImmutableDictionary<RegisterSignal, ImmutableSortedSet<int>> b)
        => a.Where(said => b.ContainsKey(said.Key)).ToImmutableDictionary(static said => said.Key, said => said.Value.Union(b[said.Key]));
}
