using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Takes the rows out of eight of a bank's spikes, one per cycle, the lowest first.</summary>
internal static class SpikeTaker
{
    /// <summary>Works until nothing follows.</summary>
    [Pipeline("taken", InitiationInterval = 1)]
    public static void Run(Stream<QueuedByte> from, Stream<QueuedRow> to)
    {
        var next = from.Read();
        int rest = next.Bits & (next.Bits - 1);
        for (int taken = 0; ; taken++)
        {
            int low = next.Bits & ~rest;
            bool endsByte = rest == 0;
            int index = ((low & 0xAA) != 0 ? 1 : 0) | ((low & 0xCC) != 0 ? 2 : 0) | ((low & 0xF0) != 0 ? 4 : 0);
            to.Write(new QueuedRow
            {
                Row = next.Bits == 0 ? QueuedRow.Idle : (next.Eight << 3) | index,
                EndsSet = next.EndsSet && endsByte,
                EndsStep = next.EndsStep,
                IsLast = next.IsLast,
            });
            if (next.IsLast)
            {
                break;
            }

            if (endsByte)
            {
                next = from.Read();
            }
            else
            {
                next.Bits = rest;
            }

            rest = next.Bits & (next.Bits - 1);
        }
    }
}
