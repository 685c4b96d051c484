using System.Collections.Immutable;

namespace Accel.Rtl.Estimation;

/// <summary>What a memory is estimated to become.</summary>
/// <param name="Name">The memory.</param>
/// <param name="Style">Distributed, Block or Registers.</param>
/// <param name="Bits">Depth times width.</param>
/// <param name="Luts">LUTs, when distributed or registers.</param>
/// <param name="Blocks">18-kbit block RAMs.</param>
public sealed record MemoryEstimate(string Name, MemoryStyle Style, long Bits, long Luts, long Blocks);

/// <summary>
/// Estimated resources and depth of a module: for choosing and for catching surprises, not measurements. Against Yosys 0.23
/// (synth_xilinx, xc7) on the two designs that the tests compare: LUTs 185 for 196 and 1388 for 1144, flip-flops equal. Sharing of one
/// adder between branches of a multiplexer, which Yosys does, is not modelled: a state machine that adds in 20 states was estimated at 2.4
/// times its LUTs. The delay is a sum of entries of the delay table; README.md
/// beside the tables states their errors.
/// </summary>
/// <param name="Luts">Look-up tables, those of memories included.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="Multipliers">Multiplier blocks (DSP).</param>
/// <param name="BlockRams">18-kbit block RAMs.</param>
/// <param name="DepthNs">Longest path between registers, memories and ports, in nanoseconds.</param>
/// <param name="CriticalPath">Names along that path, first to last.</param>
/// <param name="Memories">One entry a memory.</param>
public sealed record ResourceEstimate(
    long Luts, long FlipFlops, long Multipliers, long BlockRams, double DepthNs, ImmutableArray<string> CriticalPath, ImmutableArray<MemoryEstimate> Memories)
{
    /// <summary>The clock that the depth allows.</summary>
    public double FrequencyMHz => 1000 / DepthNs;
}
