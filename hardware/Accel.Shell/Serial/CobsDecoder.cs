using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Takes COBS off a stream of bytes (Cheshire and Baker, 1999). In: <c>in_valid</c> with <c>in_data</c>, taken on an edge with
/// <c>in_ready</c>. Out, with
/// <c>in_valid</c>: <c>out_valid</c> with <c>out_data</c>, a byte of the frame (most bytes of the line give one, none gives two), or
/// <c>frame_end</c>, the frame is over; with <c>broken</c> inside of a block.
/// </summary>
public static class CobsDecoder
{
    /// <summary>Builds it.</summary>
    public static Module Build()
    {
        var c = new Circuit("accel_cobs_decoder", "Takes COBS off a stream of bytes.");
        var (valid, data, taken) = (c.Input("in_valid"), c.Input("in_data", 8), c.Input("in_ready"));

        // Bytes left of the block, and whether the 00 that the block before stands for is owed: it is one only when another block follows.
        var left = c.Register("left", 8, 0);
        var owed = c.Register("owed", 1, 0);
        var inBlock = left.Value.Any();
        var isEnd = data.Is(0);
        left.Set(valid & taken, (inBlock.Then(left, data) - 1).When(~isEnd));
        owed.Set(valid & taken & (isEnd | ~inBlock), ~isEnd & ~data.All());
        c.Output("out_valid", valid & ~isEnd & (inBlock | owed));
        c.Output("out_data", data.When(inBlock));
        c.Output("frame_end", valid & isEnd);
        c.Output("broken", inBlock);
        return c.Finish();
    }
}
