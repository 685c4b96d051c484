using Accel.Rtl;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// When the cycles of a slice's iterations happen: a counter within the interval, and one bit a stage that an iteration passes through. A new
/// iteration begins whenever the counter begins anew, until the decision says that none follows. All of it stands still together.
/// </summary>
internal sealed class SliceControl : SliceProgress
{
    private readonly Wires _wires;
    private readonly string _name;
    private readonly PipelineSlice _slice;
    private readonly Signal _running;
    private readonly RegisterSignal _isFinished;
    private readonly RegisterSignal? _phase;
    private readonly List<Signal> _stages = [];
    private readonly List<RegisterSignal> _stageRegisters = [];

    /// <summary>Makes the registers; <see cref="Drive"/> connects them.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="running">The kernel is in the loop.</param>
    /// <param name="name">Prefix of the registers' names.</param>
    public SliceControl(Wires wires, PipelineSlice slice, Signal running, string name)
    {
        (_wires, _slice, _running, _name) = (wires, slice, running, name);
        _isFinished = wires.Module.Register(1, 0, name + "_finished");
        _phase = Interval == 1 ? null : wires.Module.Register(System.Numerics.BitOperations.Log2((uint)(Interval - 1)) + 1, 0, name + "_phase");
        Advance = wires.Module.Wire(1, name + "_advance");
        _stages.Add(wires.And(running, wires.Not(_isFinished))!);
        for (int i = 1; i * Interval < slice.LatencyCycles; i++)
        {
            var stage = wires.Module.Register(1, 0, $"{name}_stage{i}");
            _stageRegisters.Add(stage);
            _stages.Add(stage);
        }
    }

    /// <summary>The slice does not stand still.</summary>
    public WireSignal Advance { get; }

    /// <summary>No iteration is under way and none will begin.</summary>
    public Signal IsDrained => _wires.Not(_wires.OrAll(_stages));

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Signal IsOccupied)> Stages => _stages.Select((stage, i) => ($"{_name}_stage{i}", stage));

    private int Interval => _slice.InitiationInterval;

    /// <inheritdoc/>
    public override Signal Moves(int cycle) => Advance;

    /// <inheritdoc/>
    public override Signal Keeps(int cycle) => _wires.And(Advance, InPhase(cycle))!;

    /// <inheritdoc/>
    public override Signal Active(int cycle) => _wires.And(_stages[cycle / Interval], InPhase(cycle))!;

    /// <summary>The counter is where a cycle has it.</summary>
    public Signal InPhase(int cycle) => _phase is null ? _wires.One : _wires.IsEqual(_phase, cycle % Interval);

    /// <summary>The last iteration is in its last cycle.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    public Signal Ends(Signal goesOn)
    {
        var last = Active(_slice.LatencyCycles - 1);
        return _stages.Count == 1
            ? _wires.And(last, _wires.Not(goesOn))!
            : _wires.And(last, _wires.Not(_wires.OrAll(_stages.SkipLast(1))))!;
    }

    /// <summary>Connects the registers.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    /// <param name="leaves">The loop is left: everything is as before the first iteration again.</param>
    /// <param name="advance">The slice does not stand still.</param>
    public void Drive(Signal goesOn, Signal leaves, Signal advance)
    {
        var module = _wires.Module;
        module.Connect(Advance, advance);
        var stays = _wires.Not(leaves);
        var wraps = _wires.And(Advance, InPhase(Interval - 1))!;
        var moves = _wires.Or(wraps, leaves);
        var stops = _wires.And(_stages[0], _wires.Not(goesOn))!;
        module.Drive(_isFinished, _wires.And(stays, _wires.Or(_isFinished, stops))!, moves);
        for (int i = 0; i < _stageRegisters.Count; i++)
        {
            module.Drive(_stageRegisters[i], _wires.And(stays, _stages[i])!, moves);
        }

        if (_phase is not null)
        {
            int width = _phase.WidthBits;
            var next = _wires.Multiplex(
                _wires.Or(leaves, InPhase(Interval - 1))!,
                _wires.Constant(0, width),
                _wires.Binary(Operator.Add, _phase, _wires.Constant(1, width)));
            module.Drive(_phase, next, _wires.Or(_wires.And(_running, Advance), leaves));
        }
    }
}
