using Accel.Interfaces;
using Accel.Kernels;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>A kernel class and the sources that it is compiled from.</summary>
/// <param name="Kernel">Its name, with or without namespace.</param>
/// <param name="Source">Its sources, and those of what it refers to.</param>
public sealed record KernelDesign(string Kernel, KernelSource Source)
{
    private static readonly Lazy<KernelSource> _accel =
        new(static () => KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly));

    /// <summary>Where what is compiled of it is kept; null for nowhere.</summary>
    public KernelCache? Cache { get; init; }

    /// <summary>A kernel of Accel.Kernels, from the sources that the assembly carries with it.</summary>
    /// <param name="kernel">Class name.</param>
    public static KernelDesign OfAccel(string kernel) => new(kernel, _accel.Value);

    /// <summary>Bits of the memory port that it is generated with where no other width is asked for: a cell, but for the engine.</summary>
    public int PortBits => ReferenceEquals(Source, _accel.Value) && Kernel == nameof(SpikingTransformerEngine)
        ? EnginePort.Bits : KernelInterface.CellBits;
}
