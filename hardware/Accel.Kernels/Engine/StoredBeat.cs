namespace Accel.Kernels;

/// <summary>Cells on their way to memory.</summary>
internal struct StoredBeat
{
    /// <summary>The first one.</summary>
    public int Cell;

    /// <summary>Four of them, the first one's number a multiple of 4; otherwise one.</summary>
    public bool AreFour;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;

    /// <summary>The cells.</summary>
    public EngineWord Word;
}
