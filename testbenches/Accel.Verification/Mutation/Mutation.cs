using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>A change of one operator of a netlist, as a faulty compiler or writer would make it.</summary>
/// <param name="SignalId">The operator's <see cref="Signal.Id"/>.</param>
/// <param name="From">What it computes.</param>
/// <param name="To">What it computes after the change; the same operator stands for swapped operands.</param>
/// <param name="Source">The C# that it came from.</param>
public sealed record Mutation(int SignalId, Operator From, Operator To, SourceLocation? Source) : NetlistChange(Source)
{
    private static readonly ImmutableDictionary<Operator, Operator> _replacements = new Dictionary<Operator, Operator>
    {
        [Operator.And] = Operator.Or,
        [Operator.Or] = Operator.And,
        [Operator.Xor] = Operator.Or,
        [Operator.Add] = Operator.Subtract,
        [Operator.Subtract] = Operator.Add,
        [Operator.Equal] = Operator.NotEqual,
        [Operator.NotEqual] = Operator.Equal,
        [Operator.LessThanUnsigned] = Operator.LessOrEqualUnsigned,
        [Operator.LessOrEqualUnsigned] = Operator.LessThanUnsigned,
        [Operator.LessThanSigned] = Operator.LessOrEqualSigned,
        [Operator.LessOrEqualSigned] = Operator.LessThanSigned,
        [Operator.ShiftLeft] = Operator.ShiftRightLogical,
        [Operator.ShiftRightLogical] = Operator.ShiftLeft,
        [Operator.ShiftRightArithmetic] = Operator.ShiftRightLogical,
        [Operator.SignExtend] = Operator.ZeroExtend,
        [Operator.ZeroExtend] = Operator.SignExtend,
        [Operator.Multiply] = Operator.Add,
        // Of one bit: no inversion at all.
        [Operator.Not] = Operator.Negate,
        [Operator.Negate] = Operator.Not,
        [Operator.ReduceXor] = Operator.ReduceOr,
        [Operator.Multiplex] = Operator.Multiplex,
        [Operator.ReduceOr] = Operator.ReduceAnd,
        [Operator.ReduceAnd] = Operator.ReduceOr,
    }.ToImmutableDictionary();

    /// <summary>Every change of an operator that can be made to a netlist, in the order of its signals.</summary>
    public static new IEnumerable<Mutation> All(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Signals
            .OfType<OperatorSignal>()
            .Where(s => _replacements.ContainsKey(s.Operator))
            .Select(s => new Mutation(s.Id, s.Operator, _replacements[s.Operator], s.Source));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string change = From == To ? $"{From} with its inputs swapped" : $"{From} made {To}";
        return string.Create(CultureInfo.InvariantCulture, $"signal {SignalId}: {change}{Place}");
    }
}
