using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What a visit of a neuron gives.</summary>
internal struct NeuronAnswer
{
    /// <summary>The current, the shortcut included.</summary>
    [Width(NeuronUnitLayout.MembraneBits)]
    public int Current;

    /// <summary>What the next timestep starts from.</summary>
    [Width(NeuronUnitLayout.MembraneBits)]
    public int Membrane;

    /// <summary>It fired +1.</summary>
    public bool Positive;

    /// <summary>It fired -1.</summary>
    public bool Negative;

    /// <summary>The stateless ReLU of K.</summary>
    [Range(0, NeuronUnitLayout.LargestKey)]
    public int Key;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
