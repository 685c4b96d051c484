using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>A vector of the stateless ReLU neurons that give K, over T timesteps. Memory: <see cref="ReluNeuronLayout"/>.</summary>
[AdditionOnly]
public class ReluNeuron
{
    /// <summary>Reads currents, writes keys.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        int channels = memory.ReadInt32(ReluNeuronLayout.ChannelsCell);
        int timesteps = memory.ReadInt32(ReluNeuronLayout.TimestepsCell);
        int maximum = memory.ReadInt32(ReluNeuronLayout.MaximumCell);
        int shiftCell = memory.ReadInt32(ReluNeuronLayout.ShiftPointerCell);
        int firstCurrent = memory.ReadInt32(ReluNeuronLayout.CurrentPointerCell);
        int firstKey = memory.ReadInt32(ReluNeuronLayout.KeyPointerCell);

        for (int channel = 0; channel < channels; channel++)
        {
            int shift = memory.ReadInt32(shiftCell + channel);
            int current = firstCurrent + channel;
            int key = firstKey + channel;
            for (int t = 0; t < timesteps; t++)
            {
                memory.WriteInt32(key, Neuron.Relu(memory.ReadInt32(current), shift, maximum, 8));
                current += channels;
                key += channels;
            }
        }
    }
}
