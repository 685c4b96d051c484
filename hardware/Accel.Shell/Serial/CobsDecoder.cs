using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Takes COBS off a stream of bytes (Cheshire and Baker, 1999). In: <c>in_valid</c> with <c>in_data</c>, a byte that is taken in this cycle. Out, in the
/// same cycle: <c>out_valid</c> with <c>out_data</c>, a byte of the frame (most bytes of the line give one, none gives two), or <c>frame_end</c>,
/// the frame is over; with <c>broken</c> inside of a block.
/// </summary>
public static class CobsDecoder
{
    /// <summary>Builds it.</summary>
    public static Module Build()
    {
        var c = new Circuit("accel_cobs_decoder", "Takes COBS off a stream of bytes.");
        var (valid, data) = (c.Input("in_valid"), c.Input("in_data", 8));

        // Bytes left of the block, and whether the 00 that the block before stands for is owed: it is one only when another block follows.
        var left = c.Register("left", 8, 0);
        var owed = c.Register("owed", 1, 0);
        var inBlock = left.Value.Any();
        var end = valid & data.Is(0);
        var code = valid & ~inBlock;
        left.Set(valid, inBlock.Then(left, data) - 1);
        left.Set(end, 0);
        owed.Set(code, ~data.All());
        owed.Set(end, 0);
        c.Output("out_valid", valid & ~end & (inBlock | owed));
        c.Output("out_data", data.When(inBlock));
        c.Output("frame_end", end);
        c.Output("broken", inBlock);
        return c.Finish();
    }
}
