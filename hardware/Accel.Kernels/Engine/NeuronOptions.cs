using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The neurons of a network.</summary>
internal struct NeuronOptions
{
    /// <summary>beta, 0..2.</summary>
    [Range(0, 3)]
    public int Leak;

    /// <summary>Soft reset.</summary>
    public bool Soft;

    /// <summary>Fires above the threshold only, not at it.</summary>
    public bool Above;

    /// <summary>The largest key.</summary>
    [Range(0, (1 << SpikingTransformerEngine.KeyBits) - 1)]
    public int KeyMaximum;
}
