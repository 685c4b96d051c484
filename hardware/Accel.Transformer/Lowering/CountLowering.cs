using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>How many of a few bits are set, as gates: each bit of the number looks at all of them and becomes one LUT.</summary>
internal static class CountLowering
{
    /// <summary>Makes the signal.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="bits">The bits, each a signal.</param>
    /// <param name="widthBits">Of the result; higher bits of the number are left out.</param>
    public static Signal Count(Wires wires, IEnumerable<Signal> bits, int widthBits)
    {
        // By column: what has its weight. Three bits leave one in their column and one in the next.
        List<Signal> column = [.. bits], number = [];
        while (number.Count < widthBits && column.Count > 0)
        {
            List<Signal> carries = [];
            var open = new Queue<Signal>(column);
            while (open.Count > 1)
            {
                var (a, b) = (open.Dequeue(), open.Dequeue());
                var c = open.Count > 0 ? open.Dequeue() : null;
                var half = wires.Binary(Operator.Xor, a, b);
                open.Enqueue(c is null ? half : wires.Binary(Operator.Xor, half, c));
                var both = wires.And(a, b)!;
                carries.Add(c is null ? both : wires.Or(both, wires.And(half, c)!)!);
            }

            number.Add(open.Dequeue());
            column = carries;
        }

        number.Reverse();
        return wires.Extend(wires.Module.Concatenate([.. number]), widthBits, signed: false);
    }
}
