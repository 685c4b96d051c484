using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Reports;

/// <summary>Reads a report off a schedule and the netlist that was made of it.</summary>
internal static class HardwareReporter
{
    /// <summary>Makes the report.</summary>
    public static HardwareReport Run(KernelSchedule schedule, LoweredKernel lowered)
    {
        var options = schedule.Options;
        var table = DelayTable.Of(options.Family);
        var module = lowered.Module.Simplify().Flatten();
        var estimate = Estimator.Estimate(module, table);
        var registers = module.Signals.OfType<RegisterSignal>().ToList();
        var loops = LoopReporter.Run(schedule);
        return new HardwareReport(
            schedule.Program.Name,
            options.ClockPeriodNs,
            options.PortBits,
            new CostReport(estimate.Luts, estimate.FlipFlops, estimate.Multipliers, estimate.BlockRams, Math.Round(estimate.DepthNs, 2)),
            registers.Count,
            registers.Sum(r => (long)r.WidthBits),
            [.. lowered.States.Select(Report)],
            [.. loops.Select(l => l.Report)],
            [.. module.Memories.Zip(estimate.Memories, Report)],
            ScheduleReporter.Run(schedule, new NodeDelays(table), [.. loops.Select(l => l.Statement)]))
        {
            Streams = [.. StreamReporter.Run(schedule, loops)],
            Handovers = [.. HandoverReporter.Run(schedule)],
        };
    }

    private static ProcessReport Report(StateTable table) => new(
        LoopReporter.NameOf(table.Process),
        [.. table.Process.Entries.Select(e => e.Function.Name)],
        table.States.Count,
        [.. table.Process.Entries.SelectMany(e => e.Graph.Shared).Select(s => new SharedMethodReport(
            s.Method.Name, s.Places, table.States.Count(state => state.Region?.Entry.Shared == s.Method)))]);

    private static MemoryReport Report(Memory memory, MemoryEstimate estimate) => new(
        memory.Name, memory.Depth, memory.WidthBits, estimate.Style, memory.WritePorts.Count == 0, memory.ReadPorts.Count, memory.WritePorts.Count, estimate.Luts, estimate.Blocks);
}
