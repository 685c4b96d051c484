namespace Accel.Kernels;

/// <summary>128 bits: a beat of memory, or a word of spikes of one timestep.</summary>
internal struct EngineWord
{
    /// <summary>Bits 0 to 63.</summary>
    public ulong Low;

    /// <summary>Bits 64 to 127.</summary>
    public ulong High;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
