using System.Collections.Immutable;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Rtl.Coverage;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering.Sharing;
using Accel.Transformer.Lowering.Streams;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering;

/// <summary>A schedule to a module: the ports, one state machine a process, and the storage that they share.</summary>
internal static class KernelLowering
{
    /// <summary>Makes the module.</summary>
    public static LoweredKernel Run(KernelSchedule schedule)
    {
        var table = DelayTable.Of(schedule.Options.Family);

        // What comes last from outside is the answer of a memory in block RAM, which has no register behind it.
        var wires = new Wires(new Module(HardwareNames.Entity(schedule.Program.Name)),
            new ArrivalTimes(table) { InputNs = table.BlockReadNs + table.LogicNs });
        var storage = new StorageMap(wires);
        storage.Streams.Held = ElasticPlan.Held(schedule.Processes.SelectMany(p => p.Regions));
        var start = wires.Module.Input(KernelInterface.Start, 1);
        var member = wires.Module.Input(KernelInterface.Member, KernelInterface.MemberBits);
        var ports = new MemoryPorts(wires, schedule, storage.Streams);
        var delays = new NodeDelays(table);
        double budgetNs = new NodePlacer(delays, schedule.Options.ClockPeriodNs).BudgetNs;
        var cover = schedule.Options.Covers ? new CoverLowering(wires) : null;
        List<ProcessLowering> processes = [.. schedule.Processes.Select(p =>
            new ProcessLowering(p, wires, storage, ports.Of(p), new SharedUnits(delays, budgetNs), cover))];
        var main = processes[0];
        var ends = StartMember(wires, main, start, member);
        var byEntry = processes.Skip(1).ToDictionary(p => p.States.Process.Entries[0].Blocks[0]);
        processes.ForEach(p => p.Build(byEntry));
        processes.ForEach(p => p.Finish());
        var done = wires.Module.Register(1, 0, "done_flag");
        wires.Module.Drive(done, wires.OrAll([ends, .. main.Ends]));
        wires.Module.Output(KernelInterface.Done, done);
        wires.Module.Output(KernelInterface.Busy, wires.Not(main.IsIdle));
        DeadlockMonitor.Add(wires, processes, storage.Streams);
        storage.Streams.Measure(processes.SelectMany(p => p.CountedWaits));
        ports.Finish();
        storage.Finish();
        var points = cover?.Finish() ?? [];
        var module = wires.Module.Flatten();
        module = schedule.Options.MaxFanOut is { } most ? module.LimitFanOut(most) : module;
        return new LoweredKernel(module, [.. processes.Select(p => p.States)]) { CoverPoints = points };
    }

    // A member that does not exist ends at once: that is the result.
    private static Signal StartMember(Wires wires, ProcessLowering main, Signal start, Signal member)
    {
        List<Signal> known = [];
        for (int i = 0; i < main.States.Process.Entries.Count; i++)
        {
            var chosen = wires.And(wires.And(main.IsIdle, start), wires.IsEqual(member, i))!;
            known.Add(chosen);
            main.StartWhen(chosen, i);
        }

        return wires.And(wires.And(main.IsIdle, start), wires.Not(wires.OrAll(known)))!;
    }
}

/// <summary>The module and the states of its processes, the one that <c>start</c> starts first.</summary>
internal sealed record LoweredKernel(Module Module, IReadOnlyList<StateTable> States)
{
    /// <summary>Registers that note what was reached; none unless that was wanted.</summary>
    public ImmutableArray<CoverPoint> CoverPoints { get; init; } = [];
}
