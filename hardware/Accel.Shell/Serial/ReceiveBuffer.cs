using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// The receive buffer: bytes as they come from the line, and how many ends of frames are among them, so that a frame is looked at only when
/// all of it is there. In: <c>in_valid</c>, <c>in_data</c>; <c>take</c>, a byte; <c>skip</c>, all up to the next end. Out:
/// <c>frame_ready</c>, a whole frame, or so many bytes without an end that they can be none; what <see cref="CobsDecoder"/> makes of it:
/// <c>out_valid</c>, <c>out_data</c>,
/// <c>frame_end</c>, <c>broken</c>; <c>lost</c>, a byte had no room. Frames without bytes are left out.
/// </summary>
public static class ReceiveBuffer
{
    /// <summary>Builds it.</summary>
    /// <param name="bytes">The receive buffer: a power of two.</param>
    public static Module Build(int bytes)
    {
        var c = new Circuit("accel_receive_buffer", $"The receive buffer of {bytes} bytes, and the frames in it.");
        var (inValid, inData, take, skip) = (c.Input("in_valid"), c.Input("in_data", 8), c.Input("take"), c.Input("skip"));
        var skipping = c.Register("skipping", 1, 0);
        var behindEnd = c.Register("behind_end", 1, 1);
        var ends = c.Register("ends", BitOperations.Log2((uint)bytes) + 1, 0);

        var isEnd = inData.Is(0);
        var offered = inValid & ~(isEnd & behindEnd);
        var taking = take | skipping;
        var fifo = c.Instance("bytes", ByteFifo.Build(bytes), ("in_valid", offered), ("in_data", inData), ("out_ready", taking));
        var accepted = offered & ~fifo["full"];
        behindEnd.Set(accepted, isEnd);
        var decoder = c.Instance("decoder", CobsDecoder.Build(), ("in_valid", fifo["out_valid"]), ("in_data", fifo["out_data"]), ("in_ready", taking));

        var (endCame, endLeft) = (accepted & isEnd, decoder["frame_end"] & taking);
        ends.Set(endCame & ~endLeft, ends.Value + 1);
        ends.Set(endLeft & ~endCame, ends.Value - 1);
        skipping.Set(endLeft, 0);
        skipping.Set(skip, 1);

        c.Output("frame_ready", (ends.Value.Any() | fifo["full"]) & ~skipping.Value);
        c.Output("lost", offered & fifo["full"]);
        foreach (string port in (string[])["out_valid", "out_data", "frame_end", "broken"])
            c.Output(port, decoder[port]);
        return c.Finish();
    }
}
