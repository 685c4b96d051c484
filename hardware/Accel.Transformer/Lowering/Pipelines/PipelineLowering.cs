using Accel.Rtl;
using Accel.Rtl.Coverage;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// A pipelined loop as hardware that runs while the state machine rests in the loop's state. The execute slice stands still while an
/// answer is missing or a write is refused; the access slice while a read is. A write goes before a read, but a request that was shown
/// to the memory stays until it is taken.
/// </summary>
internal sealed class PipelineLowering
{
    private readonly PipelinedLoop _loop;
    private readonly Wires _wires;
    private readonly StorageMap _storage;
    private readonly MemoryPort _port;
    private readonly Signal _running;
    private readonly CoverLowering? _cover;
    private readonly SliceControl? _rigid;
    private readonly ElasticExecution? _elastic;
    private readonly SliceProgress _execution;
    private readonly SliceLowering _values;
    private readonly SliceControl? _accessControl;
    private readonly SliceLowering? _accessValues;

    /// <summary>Prepares a loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="wires">The netlist.</param>
    /// <param name="storage">Registers and memories.</param>
    /// <param name="port">SimpleMemory.</param>
    /// <param name="running">The state machine is in the loop's state.</param>
    /// <param name="cover">What is to be noted; null for nothing.</param>
    public PipelineLowering(PipelinedLoop loop, Wires wires, StorageMap storage, MemoryPort port, Signal running, CoverLowering? cover)
    {
        (_loop, _wires, _storage, _port, _running, _cover) = (loop, wires, storage, port, running, cover);
        string name = "loop_" + (loop.Loop.Counter?.Name ?? "pipeline");
        _elastic = loop.HasStreams ? new ElasticExecution(loop, wires, storage, port, running, name) : null;
        _rigid = _elastic is null ? new SliceControl(wires, loop.Execute, running, name) : null;
        _execution = (SliceProgress?)_rigid ?? _elastic!.Control;
        _values = new SliceLowering(loop.Execute, wires, _execution, storage, port, storage.Of);
        if (loop.Access is not null)
        {
            // The access slice has registers of its own for what it changes, which follow everything else that sets the variables.
            var ahead = loop.Access.Writes.ToDictionary(w => w.Variable, w => storage.Follow(w.Variable, loop, w.Variable.Name + "_ahead"));
            _accessControl = new SliceControl(wires, loop.Access, running, name + "_access");
            _accessValues = new SliceLowering(loop.Access, wires, _accessControl, storage, port, v => ahead.GetValueOrDefault(v) ?? storage.Of(v));
        }
    }

    /// <summary>Builds everything.</summary>
    /// <returns>1 in the last cycle of the loop.</returns>
    public Signal Build()
    {
        _values.BuildNodes();
        _accessValues?.BuildNodes();

        var drained = _accessControl?.IsDrained ?? _wires.One;
        var pending = _accessControl is not null && _loop.ReadsAndWrites ? _wires.Module.Register(1, 0, "read_is_shown") : null;
        var (leaves, writes) = _elastic is null ? BuildRigid(drained, pending)
            : (_elastic.Build(_values, drained, pending), _elastic.Writes);
        Effects(_loop.Execute, _values, _execution);
        foreach (var (variable, value) in _loop.Execute.Writes)
        {
            int cycle = _loop.Execute.WriteCycles[variable];
            _storage.Write(
                variable,
                _wires.And(_execution.Active(cycle), _execution.Moves(cycle))!,
                _values.Fit(value, _storage.Of(variable).WidthBits, cycle),
                _loop);
        }

        if (_accessControl is not null)
        {
            BuildAccess(leaves, writes, pending);
        }
        else if (_elastic is null || !_port.IsShared)
        {
            // What waits for another task with what it writes must not keep that from the memory.
            Announce(leaves, _elastic?.WritesTaken ?? _wires.And(writes, _port.IsReady)!);
        }

        foreach (var (name, stage) in _execution.Stages.Concat(_accessControl?.Stages ?? []))
        {
            _cover?.Reached(CoverKind.Stage, name, _loop.Loop.Source, stage);
        }

        return leaves;
    }

    /// <summary>Where the loop waits at a stream; complete after <see cref="Build"/>.</summary>
    public IReadOnlyList<(StreamEffect Effect, Signal When)> StreamWaits => _elastic?.StreamWaits ?? [];

    /// <summary>Where an iteration waits at a stream, whatever the others do; complete after <see cref="Build"/>.</summary>
    public IEnumerable<(StreamEffect Effect, Signal When)> IterationWaits => _elastic?.IterationWaits ?? [];

    // All stages move together, or none.
    private (Signal Leaves, Signal Writes) BuildRigid(Signal drained, RegisterSignal? pending)
    {
        var execution = _rigid!;
        var goesOn = _values.Bit(_loop.Execute.Decision, _loop.InitiationInterval - 1);
        var wanted = _wires.OrAll(_loop.Execute.Effects.OfType<PortAnswer>().Select(_values.When));
        var waiting = _wires.And(wanted, _wires.Not(_port.IsAnswered))!;
        var writes = Writes(waiting, pending);
        var refused = _wires.And(writes, pending is null ? _wires.Not(_port.IsReady) : _wires.Or(pending, _wires.Not(_port.IsReady)))!;
        var ends = execution.Ends(goesOn);
        var lingers = _wires.And(ends, _wires.Not(drained))!;
        var advance = _wires.Not(_wires.OrAll([waiting, refused, lingers]));
        var leaves = _wires.And(ends, execution.Advance)!;
        execution.Drive(goesOn, leaves, advance);
        if (wanted != _wires.Zero)
        {
            // An answer must not be taken by a slice that stands still for another reason.
            _port.TakeNow(_wires.And(wanted, _wires.Not(lingers))!, _wires.And(wanted, execution.Advance)!);
        }

        return (leaves, writes);
    }

    // Shown to the memory unless a read has been shown already; the signal says that the slice wants to write.
    private Signal Writes(Signal waiting, RegisterSignal? pending)
    {
        List<Signal> all = [];
        foreach (var effect in _loop.Execute.Effects.OfType<PortRequest>())
        {
            var when = _wires.And(_values.When(effect), _wires.Not(waiting))!;
            all.Add(when);
            var shown = pending is null ? when : _wires.And(when, _wires.Not(pending))!;
            var cell = _values.Fit(effect.Cell, 32, effect.Cycle);
            if (effect is BeatWrite beat)
            {
                _port.RequestBeat(shown, cell, [.. beat.Cells.Select(c => (c.Lane, _values.Fit(c.Data, 32, beat.Cycle)))]);
            }
            else
            {
                _port.Request(shown, cell, _values.Fit(((RequestEffect)effect).Data!, 32, effect.Cycle));
            }
        }

        return _wires.OrAll(all);
    }

    private void BuildAccess(Signal leaves, Signal writes, RegisterSignal? pending)
    {
        var (control, values) = (_accessControl!, _accessValues!);
        var slice = _loop.Access!;
        var free = pending is null ? _port.HasRoom : _wires.And(_port.HasRoom, _wires.Or(pending, _wires.Not(writes)))!;
        List<Signal> all = [];
        foreach (var effect in slice.Effects.OfType<PortRequest>())
        {
            var when = values.When(effect);
            all.Add(when);
            var shown = _wires.And(when, free)!;
            var cell = values.Fit(effect.Cell, 32, effect.Cycle);
            if (effect is BeatRead)
            {
                _port.RequestBeat(shown, cell, null);
            }
            else
            {
                _port.Request(shown, cell, null);
            }
        }

        var wanted = _wires.OrAll(all);
        var request = _wires.And(wanted, free)!;
        if (pending is not null)
        {
            _wires.Module.Drive(pending, _wires.And(request, _wires.Not(_port.IsReady))!);
        }

        if (_port.Prompt is { } prompt)
        {
            _port.TakePromptly(
                _running, _wires.And(request, _port.IsReady)!, prompt.Passed is null ? null : _storage.Streams.Of(prompt.Passed.Stream));
        }

        Announce(leaves, _wires.And(request, _port.IsReady)!);
        var goesOn = values.Bit(slice.Decision, slice.InitiationInterval - 1);
        control.Drive(goesOn, leaves, _wires.Or(_wires.Not(wanted), _wires.And(request, _port.IsReady))!);
        Effects(slice, values, control);
        foreach (var (variable, value) in slice.Writes)
        {
            int cycle = slice.WriteCycles[variable];
            var register = _storage.Follow(variable, _loop, variable.Name + "_ahead");
            _storage.WriteFollower(
                register, _wires.And(control.Active(cycle), control.Advance)!, values.Fit(value, register.WidthBits, cycle));
        }
    }

    // Counts down the requests that follow in address.
    private void Announce(Signal leaves, Signal taken)
    {
        if (_loop.Burst is not { } burst)
        {
            return;
        }

        var left = _wires.Module.Register(Burst.CountBits, burst.Requests - 1, "burst_left", _loop.Loop.Source);
        var less = _wires.Binary(Operator.Subtract, left, _wires.Constant(1, left.WidthBits));
        _wires.Module.Drive(left, _wires.Multiplex(leaves, _wires.Constant(burst.Requests - 1, left.WidthBits), less), _wires.Or(leaves, taken));
        _port.Announce(_running, left);
    }

    private void Effects(PipelineSlice slice, SliceLowering values, SliceProgress control)
    {
        foreach (var effect in slice.Effects)
        {
            switch (effect)
            {
                case StoreEffect store:
                    var memory = _storage.Of(store.Array);
                    _storage.Store(
                        store,
                        _wires.And(values.When(store), control.Moves(store.Cycle))!,
                        values.Address(store.Index, memory, store.Cycle),
                        values.Fit(store.Value, memory.WidthBits, store.Cycle));
                    break;
                case LoadEffect load when load.Result.IsUsed && ArrayShape.IsSynchronous(load.Result.Array!):
                    _storage.ReadAt(
                        load,
                        _wires.And(load.IsGated ? values.When(load) : control.Active(load.Cycle), control.Moves(load.Cycle))!,
                        values.Address(load.Result.Operands[0], _storage.Of(load.Result.Array!), load.Cycle));
                    break;
                // A promise that is known only after the iteration's end is not looked at: it must not cost a cycle.
                case AssertEffect promise when promise.Cycle < slice.LatencyCycles:
                    _wires.Module.Assert(
                        _wires.And(values.When(promise), control.Moves(promise.Cycle))!, values.Bit(promise.Condition, promise.Cycle),
                        promise.Message, promise.Source);
                    break;
                case CoverEffect point when point.Cycle < slice.LatencyCycles:
                    _cover!.Executed(
                        point.Source!, _wires.And(values.When(point), control.Moves(point.Cycle))!, point.Condition is null
                            ? null : values.Bit(point.Condition, point.Cycle));
                    break;
            }
        }
    }
}
