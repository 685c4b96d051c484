using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Bias, shift and neuron of 16 outputs, four at a time. Element 4 group + lane of everything.</summary>
internal sealed class ConvolutionNeurons
{
    /// <summary>Outputs in a cycle.</summary>
    public const int Group = 4;

    /// <summary>Groups of a tile.</summary>
    public const int Groups = WeightTile.Lanes / Group;

    /// <summary>What a neuron is charged with: until it is written, or from a pool on.</summary>
    [Banked(Banks = Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(SpikingConvolution.MembraneBits)]
    public readonly int[] Currents = new int[WeightTile.Lanes];

    [Banked(Banks = Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(SpikingConvolution.MembraneBits)]
    private readonly int[] biases = new int[WeightTile.Lanes];

    [Banked(Banks = Group)]
    [Memory(MemoryKind.Distributed)]
    [Range(0, 31)]
    private readonly int[] shifts = new int[WeightTile.Lanes];

    [Banked(Banks = Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(SpikingConvolution.MembraneBits)]
    private readonly int[] thresholds = new int[WeightTile.Lanes];

    [Banked(Banks = Group)]
    [Memory(MemoryKind.Distributed)]
    [Width(SpikingConvolution.MembraneBits)]
    private readonly int[] membranes = new int[WeightTile.Lanes];

    /// <summary>Reads a tile's parameters.</summary>
    public void Load(SimpleMemory memory, int cell)
    {
        for (int element = 0; element < WeightTile.Lanes; element++)
        {
            biases[element] = LaneNumbers.Fit(memory.ReadInt32(cell + element), SpikingConvolution.MembraneBits);
        }

        for (int element = 0; element < WeightTile.Lanes; element++)
        {
            shifts[element] = memory.ReadInt32(cell + WeightTile.Lanes + element) & 31;
        }

        for (int element = 0; element < WeightTile.Lanes; element++)
        {
            thresholds[element] = LaneNumbers.Fit(
                memory.ReadInt32(cell + (2 * WeightTile.Lanes) + element), SpikingConvolution.MembraneBits);
        }
    }

    /// <summary>Charges a neuron with a sum, or with its current; true when it fires.</summary>
    public bool Charge(ConvolutionShape shape, int element, int sum, bool hasCurrent, bool isFirst)
    {
        int x = LaneNumbers.Fit((sum + biases[element]) << shifts[element], SpikingConvolution.MembraneBits);
        int current = hasCurrent ? Currents[element] : x;
        Currents[element] = current;
        int u = LaneNumbers.Fit((isFirst ? 0 : membranes[element]) + current, SpikingConvolution.MembraneBits);
        int over = u - thresholds[element];
        bool fires = Neuron.FiresPositive(over, shape.IsAbove);
        membranes[element] = Neuron.Next(u, over, 0, fires, false, shape.IsSoft, shape.Leak);
        return fires;
    }

    /// <summary>Writes the currents of a tile and timestep.</summary>
    public void Write(SimpleMemory memory, int cell)
    {
        for (int element = 0; element < WeightTile.Lanes; element++)
        {
            memory.WriteInt32(cell + element, Currents[element]);
        }
    }
}
