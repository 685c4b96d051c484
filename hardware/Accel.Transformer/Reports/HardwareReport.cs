using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Transformer.Reports;

/// <summary>What the compiler made of a kernel, and why: plain data, in an order that depends on the source alone.</summary>
/// <param name="Kernel">The class's name.</param>
/// <param name="ClockPeriodNs">The clock that was scheduled for.</param>
/// <param name="PortBits">Bits of the memory port.</param>
/// <param name="Estimate">Resources and depth before any synthesis.</param>
/// <param name="Registers">Registers of the netlist, without those in memories.</param>
/// <param name="RegisterBits">Their bits.</param>
/// <param name="Processes">The state machines; the one that <c>start</c> starts first.</param>
/// <param name="Loops">Loops in the order of the source, outer ones before inner ones; loops that were unrolled before are gone.</param>
/// <param name="Memories">Memories in the order of the netlist.</param>
/// <param name="Schedules">What happens in which cycle, region by region: what the picture shows.</param>
public sealed record HardwareReport(
    string Kernel,
    double ClockPeriodNs,
    int PortBits,
    CostReport Estimate,
    int Registers,
    long RegisterBits,
    ImmutableArray<ProcessReport> Processes,
    ImmutableArray<LoopReport> Loops,
    ImmutableArray<MemoryReport> Memories,
    ImmutableArray<ScheduleReport> Schedules)
{
    /// <summary>Streams between tasks, in the order of the source.</summary>
    public ImmutableArray<StreamReport> Streams { get; init; } = [];

    /// <summary>Arrays that tasks hand to each other, in the order of the source.</summary>
    public ImmutableArray<HandoverReport> Handovers { get; init; } = [];
}

/// <summary>Estimated resources of a kernel.</summary>
/// <param name="Luts">Look-up tables, those of memories included.</param>
/// <param name="FlipFlops">Flip-flops, those of memories included.</param>
/// <param name="Multipliers">DSP blocks.</param>
/// <param name="BlockRams">18-kbit block RAMs.</param>
/// <param name="DepthNs">Longest path between registers, memories and ports, in nanoseconds.</param>
public sealed record CostReport(long Luts, long FlipFlops, long Multipliers, long BlockRams, double DepthNs);

/// <summary>A state machine.</summary>
/// <param name="Name"><c>main</c>, or <c>task0</c> and so on for what runs beside it.</param>
/// <param name="EntryPoints">C# methods that it runs, or whose task it is.</param>
/// <param name="States">Number of states, idle and those of shared methods included; a pipelined loop is one state.</param>
/// <param name="SharedMethods">Methods that are built once and run from several places.</param>
public sealed record ProcessReport(string Name, ImmutableArray<string> EntryPoints, int States, ImmutableArray<SharedMethodReport> SharedMethods);

/// <summary>A method that is built once.</summary>
/// <param name="Name">The C# method.</param>
/// <param name="Places">From how many places it is run.</param>
/// <param name="States">Number of its states.</param>
public sealed record SharedMethodReport(string Name, int Places, int States);

/// <summary>A memory.</summary>
/// <param name="Name">As in the netlist.</param>
/// <param name="Words">Number of words.</param>
/// <param name="WidthBits">Bits of a word.</param>
/// <param name="Kind">What it is expected to be built of.</param>
/// <param name="IsConstant">Nothing writes it.</param>
/// <param name="ReadPorts">Ports that read.</param>
/// <param name="WritePorts">Ports that write.</param>
/// <param name="Luts">Estimated LUTs.</param>
/// <param name="BlockRams">Estimated 18-kbit block RAMs.</param>
public sealed record MemoryReport(
    string Name, int Words, int WidthBits, MemoryStyle Kind, bool IsConstant, int ReadPorts, int WritePorts, long Luts, long BlockRams);
