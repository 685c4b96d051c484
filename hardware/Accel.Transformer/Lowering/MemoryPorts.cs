using Accel.Transformer.Ir;
using Accel.Transformer.Lowering.Streams;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>The port to SimpleMemory that each process has: one for all, or, where tasks that streams join use it at the same time, one
/// each behind an arbiter, for a task and what it starts.</summary>
internal sealed class MemoryPorts
{
    private readonly Wires _wires;
    private readonly int _widthBits;
    private readonly MemoryPort _only;
    private readonly PortArbiter? _arbiter;
    private readonly Dictionary<ProcessSchedule, MemoryPort> _ports = [];

    /// <summary>Makes the ports of a kernel.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="schedule">The kernel.</param>
    /// <param name="streams">Some of them have the places for answers.</param>
    public MemoryPorts(Wires wires, KernelSchedule schedule, StreamMap streams)
    {
        _wires = wires;
        _widthBits = schedule.Options.PortBits;
        var inputs = PortInputs.Of(wires.Module, _widthBits);
        AnswerLanes lanes = new(_widthBits / MemoryPort.CellBits);
        var users = schedule.Processes.Where(p => p.Regions.Any(UsesMemory)).GroupBy(static p => p.Whole).ToList();
        if (users.Count > 1 && schedule.Program.EntryPoints.Any(f => IrWalk.All(f.Body).Any(SharesMemory)))
        {
            List<Region> all = [.. schedule.Processes.SelectMany(static p => p.Regions)];
            _arbiter = new PortArbiter(wires, inputs,
                [.. users.Select(u => PortNeeds.Of([.. u.SelectMany(static p => p.Regions)], lanes, all))]);
            streams.Passed = [.. _arbiter.Ports.Select(static p => p.Prompt?.Passed).OfType<StreamWriteEffect>()];
            _only = _arbiter.Ports[0];
            for (int i = 0; i < users.Count; i++)
            {
                foreach (var process in users[i])
                {
                    _ports.Add(process, _arbiter.Ports[i]);
                }
            }
        }
        else
        {
            _only = new MemoryPort(wires, inputs, PortNeeds.Of([.. schedule.Processes.SelectMany(p => p.Regions)], lanes, null));
        }
    }

    /// <summary>A process's port.</summary>
    public MemoryPort Of(ProcessSchedule process) => _ports.GetValueOrDefault(process, _only);

    /// <summary>Connects everything.</summary>
    public void Finish() => (_arbiter?.Finish() ?? _only.Finish()).Connect(_wires, _widthBits);

    private static bool SharesMemory(Statement statement)
        => statement is ParallelStatement { IsNetwork: true } network && network.Blocks.Count(block => Footprint.Of(block).UsesMemory) > 1;

    private static bool UsesMemory(Region region)
        => PortNeeds.EffectsOf(region).Any(e => e is PortRequest or PortAnswer);
}
