using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Builds what the states of a region do: requests, answers, stores, register loads, promises.</summary>
/// <param name="wires">The netlist.</param>
/// <param name="storage">Registers and memories.</param>
/// <param name="port">SimpleMemory.</param>
/// <param name="values">The region's values.</param>
/// <param name="cover">What is to be noted; null for nothing.</param>
/// <param name="onPath">In a segment's cycle, on its path, by the given signals of the states.</param>
internal sealed class EffectLowering(Wires wires, StorageMap storage, MemoryPort port, RegionLowering values, CoverLowering? cover, Func<Segment, int, Signal[]?, Signal> onPath)
{
    /// <summary>Finds the states that can stall, makes their requests, and corrects when they are left.</summary>
    /// <param name="region">The region.</param>
    /// <param name="active">By state: it is the one.</param>
    /// <param name="leaving">By state: it is left; changed here.</param>
    /// <param name="stalls">Receives what holds up the process.</param>
    /// <param name="startedRun">Processes that the region's first state waits for are still running.</param>
    public void FindStalls(Region region, Signal[] active, Signal[] leaving, Stalls stalls, Signal startedRun)
    {
        Dictionary<int, List<(Segment Segment, Effect Effect)>> byState = [];
        if (startedRun != wires.Zero)
        {
            byState[region.Root.States[0]] = [];
        }

        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects.Where(e => e is RequestEffect or ResponseEffect or StreamEffect { Stream.Meter: null }))
            {
                int state = segment.OwnerOf(effect.Cycle).States[effect.Cycle];
                if (!byState.TryGetValue(state, out var list))
                {
                    byState[state] = list = [];
                }

                list.Add((segment, effect));
            }
        }

        foreach (var (state, effects) in byState.OrderBy(p => p.Key))
        {
            var wanted = wires.OrAll(effects.Where(e => e.Effect is ResponseEffect).Select(e => When(e.Segment, e.Effect)));
            var waiting = wires.And(wanted, wires.Not(port.IsAnswered))!;
            stalls.Want(wanted);
            var awaits = wires.Zero;
            if (state == region.Root.States[0] && startedRun != wires.Zero)
            {
                awaits = wires.And(active[state], startedRun)!;
                stalls.Add(awaits);
                waiting = wires.Or(awaits, waiting)!;
            }

            var blocked = Blocked(effects.Where(e => e.Effect is StreamReadEffect or StreamWriteEffect)
                .Select(e => (e.Effect, When(e.Segment, e.Effect))), stalls);
            if (blocked != wires.Zero)
            {
                awaits = wires.Or(awaits, blocked)!;
                waiting = wires.Or(blocked, waiting)!;
            }

            List<Signal> asked = [];
            foreach (var (segment, effect) in effects)
            {
                if (effect is RequestEffect request)
                {
                    asked.Add(wires.And(When(segment, request), wires.Not(awaits))!);
                    stalls.Request(asked[^1], wanted);
                    port.Request(
                        asked[^1],
                        values.Fit(request.Cell, 32, request.Cycle),
                        request.Data is null ? null : values.Fit(request.Data, 32, request.Cycle),
                        wanted);
                }
            }

            var refused = wires.And(wires.OrAll(asked), wires.Not(port.IsReady))!;
            var stall = wires.Or(waiting, refused)!;
            leaving[state] = wires.And(active[state], wires.Not(stall))!;
            if (wanted != wires.Zero)
            {
                port.Take(wires.And(wanted, wires.Not(awaits))!, asked: wires.OrAll(asked));
            }
        }

        Signal When(Segment segment, Effect effect)
        {
            var path = onPath(segment, effect.Cycle, active);
            return effect.Predicate is null ? path : wires.And(path, values.Bit(effect.Predicate, effect.Cycle))!;
        }
    }

    // In a state with a stream nothing happens before the stream is ready, and then it stays so.
    private Signal Blocked(IEnumerable<(Effect Effect, Signal When)> effects, Stalls stalls)
    {
        var blocked = wires.Zero;
        foreach (var (effect, when) in effects)
        {
            var waits = wires.And(when, storage.Streams.Blocks((StreamEffect)effect))!;
            stalls.AddStream((StreamEffect)effect, waits);
            blocked = wires.Or(blocked, waits)!;
        }

        return blocked;
    }

    /// <summary>Stores, promises, addresses of synchronous loads and the variables at the exits.</summary>
    public void BuildEffects(Region region)
    {
        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects)
            {
                Build(region, segment, effect);
            }

            foreach (var (variable, value) in segment.Exit?.Writes ?? [])
            {
                // A value that its register has taken already is there.
                if (!values.Plan.Registers.TryGetValue(value, out var home) || home != variable)
                {
                    storage.Write(variable, onPath(segment, segment.End, null), values.Fit(value, storage.Of(variable).WidthBits, segment.End));
                }
            }
        }
    }

    private void Build(Region region, Segment segment, Effect effect)
    {
        switch (effect)
        {
            case StoreEffect store:
                var memory = storage.Of(store.Array);
                storage.Store(
                    store, When(segment, store), values.Address(store.Index, memory, store.Cycle),
                    values.Fit(store.Value, memory.WidthBits, store.Cycle));
                break;
            case LoadEffect load when values.Plan.IsBuilt(load.Result) && ArrayShape.IsSynchronous(load.Result.Array!):
                var address = values.Address(load.Result.Operands[0], storage.Of(load.Result.Array!), load.Cycle);
                foreach (var keeper in StatesOf(region, segment, load.Cycle))
                {
                    var taken = onPath(keeper, load.Cycle, null);
                    storage.ReadAt(load, load.IsGated ? wires.And(taken, values.Bit(load.Predicate!, load.Cycle))! : taken, address);
                }

                break;
            case StreamEffect stream:
                storage.Streams.Do(stream, When(segment, stream), (value, width) => values.Fit(value, width, stream.Cycle));
                break;
            case AssertEffect promise when promise.Cycle <= segment.End:
                wires.Module.Assert(When(segment, promise), values.Bit(promise.Condition, promise.Cycle), promise.Message, promise.Source);
                break;
            case CoverEffect point when point.Cycle <= segment.End:
                cover!.Executed(point.Source!, When(segment, point), point.Condition is null ? null : values.Bit(point.Condition, point.Cycle));
                break;
        }
    }

    private Signal When(Segment segment, Effect effect)
    {
        var path = onPath(segment, effect.Cycle, null);
        return effect.Predicate is null ? path : wires.And(path, values.Bit(effect.Predicate, effect.Cycle))!;
    }

    // The states in which a value of a cycle is computed: the segment's own, or, past its end, those of all that follow it.
    private static IEnumerable<Segment> StatesOf(Region region, Segment segment, int cycle)
        => cycle <= segment.End ? [segment] : region.Segments.Where(s => s.States.ContainsKey(cycle) && IsBelow(segment, s));

    private static bool IsBelow(Segment ancestor, Segment segment)
    {
        for (var s = segment.Parent; s is not null; s = s.Parent)
        {
            if (s == ancestor)
            {
                return true;
            }
        }

        return false;
    }
}
