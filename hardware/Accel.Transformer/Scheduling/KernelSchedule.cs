using System.Globalization;
using Accel.Transformer.Ir;
using Accel.Transformer.Passes;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Scheduling;

/// <summary>The regions of one entry point, scheduled; the first is the entry.</summary>
internal sealed record EntrySchedule(Function Function, FlowGraph Graph, IReadOnlyList<Region> Regions)
{
    /// <summary>Its blocks.</summary>
    public IReadOnlyList<FlowBlock> Blocks => Graph.Blocks;

    /// <summary>The region that starts at a root.</summary>
    public Region At(FlowBlock root) => _byEntry[root];

    private readonly Dictionary<FlowBlock, Region> _byEntry = Regions.ToDictionary(r => r.Entry);
}

/// <summary>
/// What has a state of its own: at most one of its entries runs at a time, and in it one state.
/// </summary>
/// <param name="Name">Short, unique in the kernel; empty for the process that <c>start</c> starts.</param>
/// <param name="Entries">What it can be started with.</param>
internal sealed record ProcessSchedule(string Name, IReadOnlyList<EntrySchedule> Entries)
{
    /// <summary>The regions of all entries.</summary>
    public IEnumerable<Region> Regions => Entries.SelectMany(entry => entry.Regions);

    /// <summary>The process that starts it and waits for it; null for what <c>start</c> starts.</summary>
    public ProcessSchedule? Starter { get; private set; }

    /// <summary>The task of a network that it is, or null.</summary>
    public TaskName? Task => Entries[0].Graph.Task;

    /// <summary>The task of a network that it is or is a part of, else the process that <c>start</c> starts: what starts parts waits for
    /// them, and one of them at most uses SimpleMemory meanwhile.</summary>
    public ProcessSchedule Whole => Task is null && Starter is { } starter ? starter.Whole : this;

    /// <summary>Says of processes which of them start which.</summary>
    public static void FindStarters(IReadOnlyList<ProcessSchedule> processes)
    {
        var byEntry = processes.SelectMany(static p => p.Entries.Select(e => (e.Blocks[0], p))).ToDictionary();
        foreach (var process in processes)
        {
            foreach (var started in process.Entries.SelectMany(static e => e.Blocks).SelectMany(static b => b.Started))
            {
                byEntry[started].Starter = process;
            }
        }
    }
}

/// <summary>A kernel, scheduled for a clock; the entries of the first process are its entry points.</summary>
internal sealed record KernelSchedule(KernelProgram Program, IReadOnlyList<ProcessSchedule> Processes, TransformOptions Options)
{
    /// <summary>Why loops that asked for the best interval stay state machines.</summary>
    public IReadOnlyDictionary<LoopStatement, string> Refusals { get; init; } = new Dictionary<LoopStatement, string>();

    /// <summary>Schedules a program whose calls are inlined and whose divisions are lowered; null when something was reported.</summary>
    public static KernelSchedule? Make(KernelProgram program, NodeDelays delays, PassContext context)
    {
        List<EntrySchedule> members = [];
        List<ProcessSchedule> others = [];
        Dictionary<LoopStatement, string> refusals = [];
        int index = 0;
        DualPorts ports = new(program, delays);
        var planners = program.EntryPoints
            .Select(f => (Function: f, Loops: new PipelinePlanner(f, delays, context, refusals, ports))).ToList();
        planners.ForEach(p => p.Loops.Plan());
        while (planners.Select(p => p.Loops.Settle()).ToList().Contains(true))
        {
            // What is found for one loop holds for the others, too.
        }

        foreach (var (function, planner) in planners)
        {
            var graphs = FlowBuilder.Build(function, planner.Plans);
            members.Add(MakeEntry(graphs[0]));
            foreach (var graph in graphs.Skip(1))
            {
                others.Add(new ProcessSchedule(NameOf(graph, others), [MakeEntry(graph)]));
            }

            EntrySchedule MakeEntry(FlowGraph graph) => Schedule(graph, function, (delays, ports), context.Options, ref index);
        }

        if (!context.Diagnostics.IsEmpty)
        {
            return null;
        }

        List<ProcessSchedule> processes = [new ProcessSchedule("", members), .. others];
        ProcessSchedule.FindStarters(processes);
        return new KernelSchedule(program, processes, context.Options) { Refusals = refusals };
    }

    private static string NameOf(FlowGraph graph, List<ProcessSchedule> others)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"task{others.Count}");
        string name = graph.Task?.Name.ToLowerInvariant() ?? number;
        return name == "task" || others.Exists(o => o.Name == name) ? number : name;
    }

    private static EntrySchedule Schedule(
        FlowGraph graph, Function function, (NodeDelays Delays, DualPorts Ports) device, TransformOptions options, ref int index)
    {
        List<Region> regions = [];
        HashSet<FlowBlock> reached = [graph.Entry];
        Queue<FlowBlock> open = new(reached);
        while (open.TryDequeue(out var root))
        {
            var region = RegionBuilder.Build(root, index++, options.Covers);
            BalanceSums.Run(region, device.Delays);
            Scheduler.Run(region, device.Delays, options.ClockPeriodNs, device.Ports);
            regions.Add(region);
            foreach (var target in region.Exits.Where(e => !e.IsEnd).Select(e => e.Target!).Where(reached.Add))
            {
                open.Enqueue(target);
            }
        }

        return new EntrySchedule(function, graph, regions);
    }
}
