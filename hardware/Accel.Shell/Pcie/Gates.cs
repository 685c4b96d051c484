using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>Short names for the operators that hand-made logic is full of.</summary>
internal readonly struct Gates(Module module)
{
    internal Signal Zero => module.Constant(0, 1);

    internal Signal One => module.Constant(1, 1);

    internal Signal Const(BigInteger value, int widthBits) => module.Constant(value, widthBits);

    internal Signal And(params ReadOnlySpan<Signal> terms) => Fold(Operator.And, terms);

    internal Signal Or(params ReadOnlySpan<Signal> terms) => Fold(Operator.Or, terms);

    internal Signal Not(Signal a) => module.Not(a);

    internal Signal Mux(Signal condition, Signal whenTrue, Signal whenFalse) => module.Multiplex(condition, whenTrue, whenFalse);

    internal Signal Is(Signal a, BigInteger value) => module.Binary(Operator.Equal, a, module.Constant(value, a.WidthBits));

    internal Signal Equal(Signal a, Signal b) => module.Binary(Operator.Equal, a, b);

    internal Signal Add(Signal a, Signal b) => module.Binary(Operator.Add, a, b);

    internal Signal Plus(Signal a, BigInteger value) => module.Binary(Operator.Add, a, module.Constant(value & ((BigInteger.One << a.WidthBits) - 1), a.WidthBits));

    internal Signal Less(Signal a, Signal b) => module.Binary(Operator.LessThanUnsigned, a, b);

    internal Signal AtMost(Signal a, Signal b) => module.Binary(Operator.LessOrEqualUnsigned, a, b);

    internal Signal Min(Signal a, Signal b) => Mux(Less(a, b), a, b);

    internal Signal Max(Signal a, Signal b) => Mux(Less(a, b), b, a);

    internal Signal Bits(Signal a, int offset, int widthBits) => module.Slice(a, offset, widthBits);

    internal Signal Wide(Signal a, int widthBits) => module.Resize(a, widthBits, signed: false);

    internal Signal Join(params ReadOnlySpan<Signal> highestFirst) => module.Concatenate([.. highestFirst]);

    /// <summary>A register that counts up, down, both or neither in a cycle, and goes to 0 with <paramref name="clear"/>.</summary>
    internal void Count(RegisterSignal counter, Signal up, Signal down, Signal? clear = null)
    {
        var next = Mux(And(up, Not(down)), Plus(counter, 1), Mux(And(down, Not(up)), Plus(counter, -1), counter));
        module.Drive(counter, clear is null ? next : Mux(clear, Const(0, counter.WidthBits), next));
    }

    private Signal Fold(Operator op, ReadOnlySpan<Signal> terms)
    {
        var result = terms[0];
        foreach (var term in terms[1..])
        {
            result = module.Binary(op, result, term);
        }

        return result;
    }
}
