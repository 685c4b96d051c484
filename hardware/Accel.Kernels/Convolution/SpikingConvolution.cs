using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// A 3x3 convolution over binary spikes, stride 1, padding 1, with its neurons and, if wanted, a 3x3 pool of stride 2 in front of them or
/// behind: s = LIF((bias + gated sum) &lt;&lt; shift), 16 outputs at a time. Driven by events: a spike that is set costs a cycle, and so
/// does a word of 16 that has none. Memory: <see cref="SpikingConvolutionLayout"/>.
/// </summary>
/// <remarks>
/// With a memory that answers in a cycle a run takes, within 3 %, 4,200 cycles in which on-chip memories are cleared and, per tile of 16
/// outputs, 100; 576 per word of inputs for the weights; H T W words for the map; per position and timestep the spikes in its window, its
/// words without any, and 17; per output of a pool 17 behind the neurons and 54 in front of them; 18 per position whose
/// currents are wanted.
/// </remarks>
[AdditionOnly]
public class SpikingConvolution
{
    /// <summary>Words of 16 inputs that the weight memory has room for.</summary>
    [Replaceable("Accel.SpikingConvolution.MaxInputWords")]
    [Allowed(1, 256)]
    public const int MaxInputWords = 4;

    /// <summary>Tiles of 16 outputs.</summary>
    [Replaceable("Accel.SpikingConvolution.MaxOutputTiles")]
    [Allowed(1, 4096)]
    public const int MaxOutputTiles = 64;

    /// <summary>Lines of a map.</summary>
    [Replaceable("Accel.SpikingConvolution.MaxHeight")]
    [Allowed(1, 65535)]
    public const int MaxHeight = 256;

    /// <summary>(W + 2) words T of a line of spikes; three lines are on chip.</summary>
    [Replaceable("Accel.SpikingConvolution.MaxLineWords")]
    [Allowed(3, 16384)]
    [Requires(
        (long)MaxLineWords * MaxHeight * MaxOutputTiles <= int.MaxValue, "MaxLineWords * MaxHeight * MaxOutputTiles is a cell's number")]
    [Requires(
        (long)(MaxLineWords + 2) * MaxInputWords * MaxLineSteps <= int.MaxValue,
        "(MaxLineWords + 2) * MaxInputWords * MaxLineSteps is a number of 32 bits")]
    public const int MaxLineWords = 544;

    /// <summary>W T of a line in front of a pool, and T in any case; three lines of 16 outputs are on chip.</summary>
    [Replaceable("Accel.SpikingConvolution.MaxLineSteps")]
    [Allowed(1, 16384)]
    public const int MaxLineSteps = 128;

    /// <summary>Bits of currents, membranes, thresholds and biases, sign included.</summary>
    [Replaceable("Accel.SpikingConvolution.MembraneBits")]
    [Allowed(2, 31)]
    public const int MembraneBits = 24;

    /// <summary>Reads spikes and parameters, writes what fires and, if wanted, currents.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var shape = new ConvolutionShape();
        int status = SpikingConvolutionLayout.StatusRefused;
        if (shape.Read(memory))
        {
            RunTiles(memory, shape);
            status = SpikingConvolutionLayout.StatusDone;
        }

        memory.WriteInt32(SpikingConvolutionLayout.StatusCell, status);
    }

    private static void RunTiles(SimpleMemory memory, ConvolutionShape shape)
    {
        var tile = new ConvolutionTile();
        int parameterCell = memory.ReadInt32(SpikingConvolutionLayout.WeightPointerCell);
        int outputCell = memory.ReadInt32(SpikingConvolutionLayout.OutputPointerCell);
        tile.StartCurrents(memory.ReadInt32(SpikingConvolutionLayout.CurrentPointerCell));
        for (int index = 0; index < shape.Tiles; index++)
        {
            parameterCell = tile.Run(memory, shape, parameterCell, outputCell + index);
        }
    }
}
