namespace Accel.Rtl.Estimation;

/// <summary>
/// When signals are there after a clock edge, by the delays of a family: the longest path of operators and reads to each.
/// </summary>
/// <param name="table">The family's delays.</param>
public sealed class ArrivalTimes(DelayTable table)
{
    private readonly PathDelays _delays = new(table);
    private readonly Dictionary<Signal, double> _known = [];

    /// <summary>When the module's inputs are there, in nanoseconds.</summary>
    public double InputNs { get; init; }

    /// <summary>A gate or a multiplexer: two in a row usually share a LUT.</summary>
    public double LevelNs => table.LogicNs / 2;

    /// <summary>When a signal is there, in nanoseconds.</summary>
    public double OfNs(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return PathDelays.Resolve(
            signal, _known, one => LastInput(one) is { } last ? _known[last] + DelayNs(one) : _delays.StartNs(one, InputNs));
    }

    /// <summary>The last of the signals that one waits for; null for one that a path begins with.</summary>
    internal Signal? LastInput(Signal signal) => PathDelays.Inputs(signal).MaxBy(i => _known[i]);

    private double DelayNs(Signal signal) => signal switch
    {
        MemoryReadSignal read => _delays.ReadNs(read),
        OperatorSignal { Operator: Operator.Not or Operator.And or Operator.Or or Operator.Xor or Operator.Multiplex } => LevelNs,
        OperatorSignal op => _delays.OperatorNs(op, op.Operands[0].WidthBits, op.WidthBits),
        _ => 0,
    };
}
