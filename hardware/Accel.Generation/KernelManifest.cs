using System.Collections.Immutable;
using Accel.Rtl.Estimation;

namespace Accel.Generation;

/// <summary>
/// What lies beside generated VHDL: where it came from, how it is connected, and what it is estimated to cost. Nothing in it depends on the
/// machine.
/// </summary>
/// <param name="Kernel">Class name of the kernel.</param>
/// <param name="Entity">Name of the top entity.</param>
/// <param name="DesignHash">What a device that runs it says in HELLO.</param>
/// <param name="PeriodNs">The clock that its schedule was made for.</param>
/// <param name="ClockMHz">The clock that it may run at: that, unless the estimate of its longest path allows less.</param>
/// <param name="Family">The device family whose delays it was made with.</param>
/// <param name="PortBits">Of the memory port.</param>
/// <param name="MaxFanOut">What a bit of a register may drive; absent where that was not limited.</param>
/// <param name="Replacements">Values that were given for [Replaceable] constants.</param>
/// <param name="Ports">Of the top entity.</param>
/// <param name="Files">In the order in which they must be analysed.</param>
/// <param name="Estimate">What it is estimated to cost, before any synthesis.</param>
/// <param name="Sources">The C# files that its class refers to, directly or not.</param>
public sealed record KernelManifest(
    string Kernel,
    string Entity,
    string DesignHash,
    double PeriodNs,
    double ClockMHz,
    DeviceFamily Family,
    int PortBits,
    int? MaxFanOut,
    ImmutableSortedDictionary<string, string> Replacements,
    ImmutableArray<KernelManifest.Port> Ports,
    ImmutableArray<KernelManifest.HashedFile> Files,
    KernelManifest.Resources Estimate,
    ImmutableArray<KernelManifest.HashedFile> Sources)
{
    /// <summary>C# methods, <c>Class.Method</c>: the place of one is its number at the port <c>member</c>.</summary>
    public required ImmutableArray<string> Members { get; init; }

    /// <summary>That of a kernel.</summary>
    public static KernelManifest Of(GeneratedKernel kernel) => new(
        kernel.Kernel,
        kernel.Module.Name,
        kernel.DesignHash,
        kernel.ClockPeriodNs,
        Math.Round(kernel.Clock.MHz, 2),
        kernel.Family,
        kernel.PortBits,
        kernel.MaxFanOut,
        kernel.Replacements,
        [
            new Port("clk", "in", 1),
            new Port("rst", "in", 1),
            .. kernel.Module.Inputs.Select(static i => new Port(i.Name, "in", i.WidthBits)),
            .. kernel.Module.Outputs.Select(static o => new Port(o.Key, "out", o.Value.WidthBits)),
        ],
        [.. kernel.Vhdl.Select(static f => new HashedFile(f.Name, KernelGenerator.Hash(f.Text)))],
        Resources.Of(Estimator.Estimate(kernel.Module, DelayTable.Of(kernel.Family))),
        [.. SourceClosure.Of(kernel.Design.Source, kernel.Kernel)
            .Select(static f => new HashedFile(f.Path, KernelGenerator.Hash(f.Text))).OrderBy(static f => f.Name, StringComparer.Ordinal)])
    {
        Members = kernel.EntryPoints,
    };

    /// <summary>A port of the entity; one bit is a std_logic, more are a std_logic_vector.</summary>
    public sealed record Port(string Name, string Direction, int WidthBits);

    /// <summary>LUTs (those of memories included), flip-flops, multiplier blocks, 18-kbit block RAMs, and the longest path.</summary>
    public sealed record Resources(
        long Luts, long FlipFlops, long Multipliers, long BlockRams, double DepthNs, ImmutableArray<MemoryEstimate> Memories)
    {
        /// <summary>Those of an estimate.</summary>
        public static Resources Of(ResourceEstimate e)
            => new(e.Luts, e.FlipFlops, e.Multipliers, e.BlockRams, Math.Round(e.DepthNs, 2), e.Memories);
    }

    /// <summary>A file with the SHA-256 of its text.</summary>
    public sealed record HashedFile(string Name, string Sha256);
}
