using System.Runtime.CompilerServices;

namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// Where each signal's value lies in the array of slots: one slot of 64 bits per signal, several for a wider one, least significant word
/// first. Unused bits are always 0, so a zero extension within the same number of words needs no work: it shares its operand's slots.
/// </summary>
internal sealed class SlotMap
{
    /// <summary>Slots that always hold 0 and 1.</summary>
    public const int Zero = 0, One = 1;

    private readonly Signal[] _resolved;
    private readonly int[] _slots;

    public SlotMap(Module module)
    {
        _resolved = new Signal[module.Signals.Count];
        _slots = new int[module.Signals.Count];
        int next = 2;
        foreach (var signal in module.Signals)
        {
            var resolved = Alias(signal);
            _resolved[signal.Id] = resolved;
            if (resolved == signal)
            {
                _slots[signal.Id] = next;
                next += WideArithmetic.Words(signal.WidthBits);
            }
            else
            {
                _slots[signal.Id] = _slots[resolved.Id];
            }
        }

        Count = next;
    }

    /// <summary>Number of slots in all.</summary>
    public int Count { get; private set; }

    public int this[Signal signal] => _slots[signal.Id];

    /// <summary>The signal whose operation writes the slots of <paramref name="signal"/>.</summary>
    public Signal Resolve(Signal signal) => _resolved[signal.Id];

    private Signal Alias(Signal signal)
        => signal is OperatorSignal { Operator: Operator.ZeroExtend } op
            && WideArithmetic.Words(op.WidthBits) == WideArithmetic.Words(op.Operands[0].WidthBits)
            ? _resolved[op.Operands[0].Id]
            : signal;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Words(Signal signal) => WideArithmetic.Words(signal.WidthBits);
}
