namespace Accel.Kernels;

/// <summary>A number on its way to memory.</summary>
internal struct EngineNumber
{
    /// <summary>The number.</summary>
    public int Value;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
