using Accel.Hast;

namespace Accel.Kernels;

/// <summary>All that a neuron is visited with.</summary>
internal struct NeuronVisit
{
    /// <summary>Sum of the weights whose spikes are 1.</summary>
    public short Sum;

    /// <summary>Added to the sum.</summary>
    public short Bias;

    /// <summary>How far the current is shifted left, and the key right.</summary>
    [Range(0, 15)]
    public int Shift;

    /// <summary>The membrane shortcut.</summary>
    [Width(NeuronUnitLayout.MembraneBits)]
    public int Shortcut;

    /// <summary>The shortcut is added.</summary>
    public bool Adds;

    /// <summary>The first timestep: the membrane starts at 0.</summary>
    public bool IsFresh;

    /// <summary>The membrane after the last timestep.</summary>
    [Width(NeuronUnitLayout.MembraneBits)]
    public int Membrane;

    /// <summary>theta.</summary>
    [Width(NeuronUnitLayout.MembraneBits)]
    public int Threshold;

    /// <summary>Fires above the threshold only, not at it.</summary>
    public bool Above;

    /// <summary>Soft reset.</summary>
    public bool Soft;

    /// <summary>Fires -1 too.</summary>
    public bool Ternary;

    /// <summary>beta, 0..2.</summary>
    [Range(0, 3)]
    public int Leak;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
