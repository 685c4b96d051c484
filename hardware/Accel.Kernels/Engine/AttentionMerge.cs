using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Brings the units' sums in order.</summary>
internal static class AttentionMerge
{
    /// <summary>Works until nothing follows.</summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("unit")]
    public static void Run(Stream<AttentionTurn> turns, Stream<LaneSums>[] units, Stream<LaneSums> to)
    {
        for (int step = 0; ; step++)
        {
            var turn = turns.Read();
            var sums = default(LaneSums);
            for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
            {
                if (turn.Unit == unit && !turn.IsPadding && !turn.IsLast)
                {
                    sums = units[unit].Read();
                }
            }

            if (turn.IsLast)
            {
                break;
            }

            to.Write(sums);
        }
    }
}
