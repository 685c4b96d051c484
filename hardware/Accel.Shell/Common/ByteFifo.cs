using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// A queue of bytes in block RAM. Ports: <c>in_valid</c>, <c>in_data</c>, <c>full</c> (what comes then is lost); <c>out_valid</c>,
/// <c>out_data</c>, taken on an edge with <c>out_ready</c>. A byte can be taken two cycles after it came, one in every cycle.
/// </summary>
public static class ByteFifo
{
    /// <summary>Builds it.</summary>
    /// <param name="bytes">Its room: a power of two, at least 2.</param>
    public static Module Build(int bytes)
    {
        if (bytes < 2 || !BitOperations.IsPow2(bytes))
        {
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "must be a power of two, at least 2");
        }

        int width = BitOperations.Log2((uint)bytes);
        var c = new Circuit("accel_byte_fifo", $"A queue of {bytes} bytes in block RAM.");
        var (inValid, inData, outReady) = (c.Input("in_valid"), c.Input("in_data", 8), c.Input("out_ready"));
        var memory = c.BlockMemory("bytes", bytes, 8);

        // One bit more than an address tells a full queue from an empty one.
        var head = c.Register("head", width + 1, 0);
        var tail = c.Register("tail", width + 1, 0);
        var valid = c.Register("valid", 1, 0);
        var full = head.Value[..width].Is(tail.Value[..width]) & (head.Value[width] ^ tail.Value[width]);
        var write = inValid & ~full;
        c.Write(memory, write, head.Value[..width], inData);
        head.Set(write, head.Value + 1);

        // The word behind the one that is taken is read in the same cycle; a byte that is being written is not there yet.
        var next = (outReady & valid).Then(tail.Value + 1, tail);
        tail.Set(next);
        valid.Set(~next.Is(head));
        c.Output("out_data", c.Read(memory, next[..width]));
        c.Output("out_valid", valid);
        c.Output("full", full);
        return c.Finish();
    }
}
