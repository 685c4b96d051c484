using System.Collections.Immutable;

namespace Accel.Verification;

/// <summary>
/// One vector of a kernel: a memory image before the start, and the regions that must hold the golden model's values after it.
/// </summary>
public sealed record KernelCase
{
    /// <summary>What a report calls it, for instance <c>recorded: worked example</c> or <c>random 17</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The seed it was made from; 0 for a recorded one.</summary>
    public required int Seed { get; init; }

    /// <summary>Seed of the memory's stalls where a rung has them; not 0.</summary>
    public int StallSeed => (Seed & 0x3fff_ffff) + 1;

    /// <summary>Index of the kernel's entry point.</summary>
    public int Member { get; init; }

    /// <summary>All cells of the memory before the start.</summary>
    public required uint[] Memory { get; init; }

    /// <summary>What must lie where afterwards, in the order in which the layers are computed.</summary>
    public required ImmutableArray<ExpectedRegion> Expected { get; init; }

    /// <summary>What was proved about the width of some of the expected tensors, before anything was computed.</summary>
    public ImmutableArray<TensorWidth> Widths { get; init; } = [];
}
