namespace Accel.Transformer.Scheduling;

/// <summary>
/// List scheduling of a region: each value in the earliest cycle in which its operands are ready and its delay fits into what is left
/// of the clock; each effect in program order in the earliest cycle with a free port. Values float over decisions, effects do not.
/// </summary>
internal sealed class Scheduler
{
    private readonly NodeDelays _delays;
    private readonly NodePlacer _nodes;
    private readonly DualPorts _ports;
    private readonly Dictionary<StoreEffect, int> _storeCycles = [];

    private Scheduler(NodeDelays delays, double clockPeriodNs, DualPorts ports)
        => (_delays, _nodes, _ports) = (delays, new NodePlacer(delays, clockPeriodNs), ports);

    /// <summary>Sets the cycle of every node and effect, and start and end of every segment.</summary>
    /// <param name="region">The region.</param>
    /// <param name="delays">The device family.</param>
    /// <param name="clockPeriodNs">The clock.</param>
    /// <param name="dual">Arrays with two ports that each read or write.</param>
    public static void Run(Region region, NodeDelays delays, double clockPeriodNs, DualPorts dual)
    {
        var scheduler = new Scheduler(delays, clockPeriodNs, dual);
        var ports = new PortUse[region.Segments.Count];
        foreach (var segment in region.Segments)
        {
            ports[segment.Index] = new PortUse(segment.Parent is { } parent ? ports[parent.Index] : null, dual);
            segment.Start = segment.Parent?.End ?? 0;
            scheduler.Place(segment, ports[segment.Index]);
        }

        NodePlacer.PlaceObservers(region, delays);
        NumberStates(region);
    }

    private void Place(Segment segment, PortUse ports)
    {
        int end = segment.Start;
        // Within the parent's last cycle everything also waits for the decision.
        double decidedNs = segment.Parent?.Decision is { } decision && decision.Cycle == segment.Start ? decision.ReadyNs + _delays.LogicNs : 0;
        foreach (var effect in segment.Effects.Where(e => e is not ObservingEffect))
        {
            if (effect is LoadEffect load)
            {
                PlaceLoad(load, segment.Start, ports);
                continue;
            }

            int cycle = segment.Start;
            double readyNs = decidedNs;
            foreach (var input in effect.Needs)
            {
                _nodes.Place(input);
                (cycle, readyNs) = NodePlacer.Later(cycle, readyNs, input);
            }

            if (cycle == segment.Start && decidedNs > 0 && Math.Max(readyNs, decidedNs) > _nodes.BudgetNs)
            {
                cycle++;
            }

            effect.Cycle = ports.Place(effect, cycle, 0);
            if (effect is StoreEffect store)
            {
                _storeCycles[store] = effect.Cycle;
            }
            else if (effect is ResponseEffect response)
            {
                (response.Result.Cycle, response.Result.ReadyNs) = (effect.Cycle, _delays.PortNs);
            }
            else if (effect is StreamReadEffect read)
            {
                foreach (var result in read.Results.OfType<Node>())
                {
                    (result.Cycle, result.ReadyNs) = (effect.Cycle, _delays.ElementNs(read.Stream));
                }
            }

            end = Math.Max(end, effect.Cycle);
        }

        if (segment.Decision is not null)
        {
            _nodes.Place(segment.Decision);
            end = Math.Max(end, NodePlacer.KnownIn(segment.Decision));
        }

        foreach (var (_, value) in segment.Exit?.Writes ?? [])
        {
            _nodes.Place(value);
            end = Math.Max(end, NodePlacer.KnownIn(value));
        }

        segment.End = end;
    }

    private void PlaceLoad(LoadEffect load, int start, PortUse ports)
    {
        if (load.Predicate is not null && ArrayShape.IsSynchronous(load.Array))
        {
            _nodes.Place(load.Predicate);
        }

        int notBefore = load.After is null ? 0 : _storeCycles[load.After] + 1;
        if (load.Predicate is { } predicate && _ports.AreTakenInTurns(load.Array, _ports.Arrays.Contains(load.Array)))
        {
            load.IsGated = true;
            notBefore = Math.Max(notBefore, predicate.Cycle);
        }

        _nodes.PlaceLoad(load, start, cycle => ports.Place(load, cycle, notBefore));
        ports.NoteLoad(load);
    }

    private static void NumberStates(Region region)
    {
        foreach (var segment in region.Segments)
        {
            for (int cycle = segment.Parent is null ? 0 : segment.Start + 1; cycle <= segment.End; cycle++)
            {
                segment.States.Add(cycle, -1);
            }
        }
    }
}
