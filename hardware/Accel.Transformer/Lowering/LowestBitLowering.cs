using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Which bits of a signal have one below them that is set, in groups that suit LUTs of six inputs.</summary>
internal static class LowestBitLowering
{
    // The first group's bits look at each other; those of the next at one bit for all groups before; and so on, until a group is empty.
    private const int LutInputs = 6;

    /// <summary>Makes the signal.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="value">The signal.</param>
    /// <param name="widthBits">Of the result.</param>
    public static Signal AnyBelow(Wires wires, Signal value, int widthBits)
    {
        List<Signal> bits = [], groups = [];
        bool isSmall = LowestBit.HasShrinkingGroups(widthBits, LutInputs);
        for (int first = 0, size; first < widthBits; first += size)
        {
            size = isSmall ? LutInputs - groups.Count : LutInputs - 1;
            var before = isSmall || groups.Count <= 1 ? groups : [wires.OrAll(groups)];
            for (int bit = first; bit < Math.Min(first + size, widthBits); bit++)
            {
                bits.Add(wires.OrAll([.. before, .. Any(first, bit)]));
            }

            groups.AddRange(Any(first, Math.Min(first + size, value.WidthBits)));
        }

        bits.Reverse();
        return wires.Module.Concatenate([.. bits]);

        // Of the bits [from, to).
        IEnumerable<Signal> Any(int from, int to) => to <= from ? []
            : to - from == 1 ? [wires.Slice(value, from, 1)] : [wires.ReduceOr(wires.Slice(value, from, to - from))];
    }
}
