using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the tasks count on their way to memory; none of it is there in an engine without counters.</summary>
internal sealed class EngineCounts
{
    /// <summary>Of the lanes: one at the start, then one per tile.</summary>
    public readonly Stream<LaneCount> Lanes = new(2);

    /// <summary>Of what the lanes add: one per tile.</summary>
    public readonly Stream<RowCount> Rows = new(2);

    /// <summary>Of the neurons: one at the start, then one per command.</summary>
    public readonly Stream<NeuronCount> Neurons = new(2);

    /// <summary>Of the attention units: one per step that attends.</summary>
    public readonly Stream<AttentionCount>[] Attention = new Stream<AttentionCount>[SpikingTransformerEngine.AttentionUnits];

    /// <summary>Makes the units'.</summary>
    public EngineCounts()
    {
        for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
        {
            Attention[unit] = new Stream<AttentionCount>(2);
        }
    }

    /// <summary>Whether anything is counted.</summary>
    public static bool AreKept => SpikingTransformerEngine.Counts != 0;
}
