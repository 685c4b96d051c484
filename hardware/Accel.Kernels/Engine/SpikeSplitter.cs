using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Takes the bytes that are not 0 out of a bank's spikes, one per cycle, the lowest first. A word without spikes becomes one
/// byte, for what ends with it.</summary>
internal static class SpikeSplitter
{
    /// <summary>Works until nothing follows.</summary>
    [Pipeline("taken", InitiationInterval = 1)]
    public static void Run(Stream<QueuedSpikes> from, Stream<QueuedByte> to)
    {
        var next = from.Read();
        int rest = next.NonZero & (next.NonZero - 1);
        for (int taken = 0; ; taken++)
        {
            int low = next.NonZero & ~rest;
            bool endsWord = rest == 0;
            int place = ((low & 10) != 0 ? 1 : 0) | ((low & 12) != 0 ? 2 : 0);
            int half = (int)((place & 2) != 0 ? next.Bits >> 16 : next.Bits) & 0xFFFF;
            to.Write(new QueuedByte
            {
                Bits = (place & 1) != 0 ? half >> 8 : half & 0xFF,
                Eight = (next.Base + place) & ((SpikingTransformerEngine.BankRows / 8) - 1),
                EndsSet = next.EndsSet && endsWord,
                EndsStep = next.EndsStep,
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
                next.NonZero = rest;
            }

            rest = next.NonZero & (next.NonZero - 1);
        }
    }
}
