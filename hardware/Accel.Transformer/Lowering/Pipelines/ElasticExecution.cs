using Accel.Rtl;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// What an iteration that uses streams waits for, cycle by cycle. In a cycle everything happens when its last part can: what is read stays
/// in the stream until then, in a place that the stream has for it; what is written before something else in the same cycle goes as soon as
/// it can, and a bit remembers that it has. So nothing that stands before in the program waits for what stands behind.
/// </summary>
internal sealed class ElasticExecution
{
    private readonly PipelinedLoop _loop;
    private readonly Wires _wires;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly List<Part> _parts = [];

    /// <summary>Something that may have to wait.</summary>
    private sealed record Part(Effect Effect)
    {
        /// <summary>Remembers that it has happened while others of its cycle have not; null where it is the last.</summary>
        public RegisterSignal? Done { get; init; }

        /// <summary>It is wanted and cannot be had yet.</summary>
        public Signal? Waits { get; set; }

        /// <summary>It happens in this clock cycle, if it has a bit for that.</summary>
        public Signal? Fires { get; set; }
    }

    /// <summary>Prepares a loop.</summary>
    public ElasticExecution(PipelinedLoop loop, Wires wires, StorageMap storage, MemoryPort port, Signal running, string name)
    {
        (_loop, _wires, _storage, _port) = (loop, wires, storage, port);
        List<Effect> waiting = [.. Slice.Effects.Where(e => e is StreamReadEffect or StreamWriteEffect or PortAnswer or PortRequest)
            .OrderBy(e => e.Cycle)];
        foreach (var effect in waiting)
        {
            bool isEarly = effect is StreamWriteEffect && ElasticPlan.HasLater(waiting, effect);
            bool isShown = effect is PortRequest && (ElasticPlan.HasLater(waiting, effect) || waiting.Exists(o => o.Cycle > effect.Cycle));
            _parts.Add(new Part(effect) { Done = isEarly || isShown ? wires.Module.Register(1, 0, name + "_done", effect.Source) : null });
        }

        var holds = waiting.Select(e => e.Cycle);
        Control = new ElasticControl(wires, Slice, running, name, loop.Access is null ? holds : holds.Append(Slice.LatencyCycles - 1));
    }

    /// <summary>Where the iterations are.</summary>
    public ElasticControl Control { get; }

    /// <summary>Where the loop waits at a stream with nothing left that could happen before.</summary>
    public List<(StreamEffect Effect, Signal When)> StreamWaits { get; } = [];

    /// <summary>Where an iteration waits at a stream, whatever the others do.</summary>
    public IEnumerable<(StreamEffect Effect, Signal When)> IterationWaits
        => _parts.Where(p => p.Effect is StreamEffect).Select(p => ((StreamEffect)p.Effect, p.Waits!));

    /// <summary>It wants to write to SimpleMemory.</summary>
    public Signal Writes { get; private set; } = null!;

    /// <summary>SimpleMemory takes what it writes.</summary>
    public Signal WritesTaken { get; private set; } = null!;

    private PipelineSlice Slice => _loop.Execute;

    /// <summary>Builds what happens at streams and at the memory.</summary>
    /// <param name="values">Of the slice.</param>
    /// <param name="drained">The access slice has asked for everything.</param>
    /// <param name="pending">A read is shown to the memory; null where there is none.</param>
    /// <returns>1 in the last cycle of the loop.</returns>
    public Signal Build(SliceLowering values, Signal drained, RegisterSignal? pending)
    {
        var goesOn = values.Bit(Slice.Decision, Slice.InitiationInterval - 1);
        List<Signal> writes = [], taken = [], stops = [];
        foreach (var cycle in _parts.GroupBy(p => p.Effect.Cycle))
        {
            BuildCycle([.. cycle], values, pending, (writes, taken, stops));
        }

        (Writes, WritesTaken) = (_wires.OrAll(writes), _wires.OrAll(taken));
        var ends = Control.Ends(goesOn);
        var lingers = _wires.And(ends, _wires.Not(drained))!;
        var blocked = _parts.GroupBy(p => p.Effect.Cycle).ToDictionary(g => g.Key, g => _wires.OrAll(g.Select(p => p.Waits!)));
        int last = Slice.LatencyCycles - 1;
        if (lingers != _wires.Zero)
        {
            blocked[last] = _wires.Or(blocked.GetValueOrDefault(last, _wires.Zero), lingers)!;
        }

        var leaves = _wires.And(ends, Control.Moves(last))!;
        Finish(values, lingers);
        Control.Drive(goesOn, leaves, blocked, _wires.OrAll(stops));
        return leaves;
    }

    private void BuildCycle(List<Part> parts, SliceLowering values, RegisterSignal? pending,
        (List<Signal> Writes, List<Signal> Taken, List<Signal> Stops) port)
    {
        // Ready apart from the memory's requests, whose readiness must not depend on itself; and whether all has happened that can without
        // waiting.
        var (ready, readyButRequests, settled) = (_wires.One, _wires.One, _wires.One);
        foreach (var part in parts)
        {
            var when = values.When(part.Effect);
            var wanted = part.Done is null ? when : _wires.And(when, _wires.Not(part.Done))!;
            switch (part.Effect)
            {
                case StreamEffect stream:
                    part.Waits = _wires.And(wanted, _storage.Streams.Blocks(stream))!;
                    part.Fires = part.Done is null ? null : _wires.And(_wires.And(wanted, _wires.Not(part.Waits)), ready);
                    if (stream.Stream.Meter is null)
                    {
                        NoteWait(stream, part, values, settled);
                    }

                    break;
                case PortAnswer:
                    part.Waits = _wires.And(wanted, _wires.Not(_port.IsAnswered))!;
                    port.Stops.Add(part.Waits);
                    break;
                case PortRequest request:
                    var asks = _wires.And(wanted, readyButRequests)!;
                    var shown = pending is null ? asks : _wires.And(asks, _wires.Not(pending))!;
                    Request(request, shown, values);
                    var takes = _wires.And(shown, _port.IsReady)!;
                    port.Writes.Add(asks);
                    port.Taken.Add(takes);
                    port.Stops.Add(_wires.And(asks, _wires.Not(takes))!);
                    part.Waits = _wires.And(wanted, _wires.Not(takes))!;
                    part.Fires = part.Done is null ? null : takes;
                    break;
            }

            ready = _wires.And(ready, _wires.Not(part.Waits!))!;
            readyButRequests = part.Effect is PortRequest ? readyButRequests : _wires.And(readyButRequests, _wires.Not(part.Waits!))!;
            var open = part.Done is not null ? wanted : part.Waits!;
            settled = _wires.And(settled, _wires.Not(open))!;
        }
    }

    // Where the foremost iteration waits, and all that stands before in its cycle has happened, the loop stands.
    private void NoteWait(StreamEffect effect, Part part, SliceLowering values, Signal settled)
    {
        if (_port.Prompt?.Passed == effect)
        {
            // A full stream has elements in all places that were kept for answers: none is under way.
            StreamWaits.Add((effect, _wires.And(Control.IsFirstAt(0), _storage.Streams.Of(effect.Stream).IsFull)!));
            return;
        }

        var wanted = Control.IsFirstAt(effect.Cycle);
        if (effect.Predicate is { } predicate)
        {
            wanted = _wires.And(wanted, values.Bit(predicate, effect.Cycle))!;
        }

        if (part.Done is not null)
        {
            wanted = _wires.And(wanted, _wires.Not(part.Done))!;
        }

        StreamWaits.Add((effect, _wires.And(_wires.And(wanted, settled), _storage.Streams.Blocks(effect))!));
    }

    private void Request(PortRequest request, Signal shown, SliceLowering values)
    {
        var cell = values.Fit(request.Cell, 32, request.Cycle);
        if (request is BeatWrite beat)
        {
            _port.RequestBeat(shown, cell, [.. beat.Cells.Select(c => (c.Lane, values.Fit(c.Data, 32, beat.Cycle)))]);
        }
        else
        {
            _port.Request(shown, cell, values.Fit(((RequestEffect)request).Data!, 32, request.Cycle));
        }
    }

    private void Finish(SliceLowering values, Signal lingers)
    {
        foreach (var part in _parts)
        {
            int cycle = part.Effect.Cycle;
            var moves = _wires.And(values.When(part.Effect), Control.Moves(cycle))!;
            if (part.Done is not null)
            {
                // It is forgotten when the iteration goes on.
                var leaves = _wires.And(Control.Active(cycle), Control.Moves(cycle))!;
                _wires.Module.Drive(part.Done, _wires.And(_wires.Or(part.Done, part.Fires), _wires.Not(leaves))!);
            }

            switch (part.Effect)
            {
                case StreamEffect stream:
                    _storage.Streams.Do(stream, part.Fires ?? moves, (value, width) => values.Fit(value, width, cycle));
                    break;
                case PortAnswer:
                    // The memory must not take it for granted while something else is waited for.
                    var others = _wires.OrAll(_parts.Where(o => o != part && o.Effect.Cycle >= cycle).Select(o => o.Waits!)
                        .Append(lingers));
                    _port.TakeNow(_wires.And(values.When(part.Effect), _wires.Not(others))!, moves);
                    break;
            }
        }
    }
}
