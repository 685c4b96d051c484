using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The loop that the kernels of binary and ternary neurons share: channel by channel, so that one membrane is enough.</summary>
internal static class NeuronVector
{
    /// <summary>Runs the vector that <see cref="NeuronLayout"/> describes.</summary>
    public static void Run(SimpleMemory memory, bool isTernary)
    {
        int channels = memory.ReadInt32(NeuronLayout.ChannelsCell);
        int timesteps = memory.ReadInt32(NeuronLayout.TimestepsCell);
        int leak = memory.ReadInt32(NeuronLayout.LeakCell);
        bool soft = memory.ReadInt32(NeuronLayout.SoftResetCell) != 0;
        bool above = memory.ReadInt32(NeuronLayout.AboveThresholdCell) != 0;
        int thresholdCell = memory.ReadInt32(NeuronLayout.ThresholdPointerCell);
        int firstCurrent = memory.ReadInt32(NeuronLayout.CurrentPointerCell);
        int firstSpike = memory.ReadInt32(NeuronLayout.SpikePointerCell);

        for (int channel = 0; channel < channels; channel++)
        {
            int theta = memory.ReadInt32(thresholdCell + channel);
            int current = firstCurrent + channel;
            int spike = firstSpike + channel;
            int membrane = 0;
            for (int t = 0; t < timesteps; t++)
            {
                int u = membrane + memory.ReadInt32(current);
                int over = u - theta;
                int under = u + theta;
                bool positive = Neuron.FiresPositive(over, above);
                bool negative = isTernary && Neuron.FiresNegative(under, above);
                membrane = Neuron.Next(u, over, under, positive, negative, soft, leak);
                memory.WriteInt32(spike, positive ? 1 : negative ? -1 : 0);
                current += channels;
                spike += channels;
            }
        }
    }
}
