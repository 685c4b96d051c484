namespace Accel.Kernels;

/// <summary>The memory port that <see cref="SpikingTransformerEngine"/> is generated with where no other width is asked for.</summary>
public static class EnginePort
{
    /// <summary>Its bits: a line of weights of 16 lanes a cycle. All other kernels have a port of one cell.</summary>
    public const int Bits = 128;
}
