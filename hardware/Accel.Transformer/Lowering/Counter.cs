using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>Registers that count.</summary>
internal static class Counter
{
    /// <summary>Makes a register count up on <paramref name="up"/> and down on <paramref name="down"/>; on both, or on neither, it stays.
    /// On <paramref name="clear"/> it starts from 0 again.</summary>
    public static void Drive(Wires wires, RegisterSignal register, Signal up, Signal down, Signal? clear = null)
    {
        var one = wires.Constant(1, register.WidthBits);
        var more = wires.Binary(Operator.Add, register, one);
        var next = down == wires.Zero ? more : wires.Multiplex(up, more, wires.Binary(Operator.Subtract, register, one));
        var changes = down == wires.Zero ? up : wires.Binary(Operator.Xor, up, down);
        bool isCleared = clear is not null && clear != wires.Zero;
        wires.Module.Drive(register, isCleared ? wires.Multiplex(clear!, wires.Constant(0, register.WidthBits), next) : next,
            isCleared ? wires.Or(changes, clear) : changes);
    }
}
