using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>A vector of binary leaky integrate-and-fire neurons over T timesteps. Memory: <see cref="NeuronLayout"/>.</summary>
[AdditionOnly]
public class BinaryNeuron
{
    /// <summary>Reads currents, writes spikes.</summary>
    public virtual void Run(SimpleMemory memory) => NeuronVector.Run(memory, isTernary: false);
}
