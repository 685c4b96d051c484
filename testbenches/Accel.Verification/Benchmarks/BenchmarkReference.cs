using System.Collections.Immutable;
using Accel.Kernels;

namespace Accel.Verification;

/// <summary>
/// What a benchmark is held against. Hastlayer's figures were measured on Hastlayer built from its source, simulated in GHDL with a memory
/// of that latency; those of the attention are of one thread and of 16 tasks.
/// </summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="PortBits">Bits of the memory port.</param>
/// <param name="MemoryLatency">Cycles after which the memory answers.</param>
/// <param name="HastlayerCycles">As measured; empty where it was not.</param>
/// <param name="GoalCycles">What this compiler is to reach; null where no goal is set.</param>
public sealed record BenchmarkReference(string Kernel, int PortBits, int MemoryLatency, ImmutableArray<long> HastlayerCycles, long? GoalCycles)
{
    /// <summary>LUTs and flip-flops of Hastlayer's attention, its masked variant, on 7-series after Yosys.</summary>
    public const int HastlayerLuts = 15_218, HastlayerFfs = 10_282;

    /// <summary>The most LUTs and flip-flops that the attention is to take.</summary>
    public const int GoalLuts = 8_000, GoalFfs = 4_000;

    /// <summary>All that there is to compare with.</summary>
    public static ImmutableArray<BenchmarkReference> All { get; } =
    [
        new(nameof(Attention16), 32, 1, [27_982, 3_964], 620),
        new(nameof(Attention16), 32, 30, [44_222, 20_175], 700),
        new(nameof(Attention16), 512, 1, [], 90),
        new(nameof(Attention16), 512, 30, [], 150),
        new(nameof(Sum256), 32, 1, [778], 275),
        new(nameof(Sum256), 32, 30, [], 310),
        new(nameof(ConditionalAccumulate), 32, 1, [780], 270),
        new(nameof(ConditionalAccumulate), 32, 30, [], null),
        new(nameof(CalledAccumulate), 32, 1, [1_292], 270),
        new(nameof(CalledAccumulate), 32, 30, [], null),
        new(nameof(SpikingConvolution), 32, 1, [], null),
        new(nameof(SpikingConvolution), 32, 30, [], null),
    ];
}
