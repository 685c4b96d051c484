using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Takes the rows out of a bank's spikes, one per cycle, the lowest first.</summary>
internal static class SpikeTaker
{
    /// <summary>Works until nothing follows.</summary>
    [Pipeline("taken", InitiationInterval = 1)]
    public static void Run(Stream<QueuedSpikes> from, Stream<QueuedRow> to)
    {
        var next = from.Read();
        uint rest = next.Bits & (next.Bits - 1);
        for (int taken = 0; ; taken++)
        {
            uint low = next.Bits & ~rest;
            bool endsWord = rest == 0;
            int eighth = ((low & 0xFF00FF00) != 0 ? 1 : 0) | ((low & 0xFFFF0000) != 0 ? 2 : 0);
            int index = ((low & 0xAAAAAAAA) != 0 ? 1 : 0) | ((low & 0xCCCCCCCC) != 0 ? 2 : 0) | ((low & 0xF0F0F0F0) != 0 ? 4 : 0);
            to.Write(new QueuedRow
            {
                Row = next.Bits == 0 ? QueuedRow.Idle
                    : (((next.Base + eighth) & ((SpikingTransformerEngine.BankRows / 8) - 1)) << 3) | index,
                EndsSet = next.EndsSet && endsWord,
                IsLast = next.IsLast,
            });
            if (next.IsLast)
            {
                break;
            }

            if (endsWord)
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
