using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Puts COBS onto a stream of bytes (Cheshire and Baker, 1999), block by block through a buffer of 256 bytes. In: <c>in_valid</c> with
/// <c>in_data</c>, taken on an edge with <c>in_ready</c>; <c>flush</c>, taken likewise, ends the frame. Out: <c>out_valid</c> with
/// <c>out_data</c>, taken on an edge with <c>out_ready</c>; <c>idle</c>, when nothing is left to be sent of a frame that was ended.
/// </summary>
public static class CobsEncoder
{
    private const int LongestBlock = 254;

    /// <summary>Builds it.</summary>
    public static Module Build()
    {
        var c = new Circuit("accel_cobs_encoder", "Puts COBS onto a stream of bytes.");
        var (inValid, inData, flush, outReady) = (c.Input("in_valid"), c.Input("in_data", 8), c.Input("flush"), c.Input("out_ready"));
        var memory = c.SmallMemory("block", 256, 8);

        // While it fills: the place of the next byte, from 1 on; so it is the block's code in the end. While it sends: the place after the
        // last one.
        var length = c.Register("length", 8, 1);
        var sending = c.Register("sending", 1, 0);
        var last = c.Register("last", 1, 0);
        var place = c.Register("place", 8, 0);
        var isReady = c.Register("is_ready", 1, 0);

        // A byte is looked at in the cycle behind the one that takes it: two cycles per byte, on a line with 40 or more.
        var held = c.Register("held", 1, 0);
        var data = c.Register("held_data", 8);
        var ready = ~sending.Value & ~held.Value;
        held.Set(inValid & ready);
        data.Set(ready, inData);
        var isZero = data.Value.Is(0);
        var write = held.Value & ~isZero;
        c.Write(memory, write, length, data);
        length.Set(write, length.Value + 1);
        var end = (held.Value & (isZero | length.Value.Is(LongestBlock))) | (flush & ready);
        sending.Set(end, 1);
        last.Set(end, ~held.Value);

        // Place 0 is the code, which the memory does not hold; behind the last block comes a 00.
        var sent = isReady.Value & outReady;
        var next = sent.Then(place.Value + 1, place);
        var atEnd = place.Value.Is(length);
        place.Set(sending, next);
        var over = sent & last.Value.Then(atEnd, (place.Value + 1).Is(length));
        isReady.Set(sending.Value & ~over);
        sending.Set(over, 0);
        length.Set(over, 1);
        place.Set(over, 0);
        var stored = c.Read(memory, next);
        c.Output("in_ready", ready);
        c.Output("out_valid", isReady);
        c.Output("out_data", place.Value.Is(0).Then(length, stored.When(~atEnd)));
        c.Output("idle", ready & length.Value.Is(1));
        return c.Finish();
    }
}
