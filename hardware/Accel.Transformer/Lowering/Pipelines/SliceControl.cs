using Accel.Rtl;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// When the cycles of a slice's iterations happen: a counter within the interval, and one bit a stage that an iteration passes through. A
/// new iteration begins whenever the counter begins anew, until the decision says that none follows. All of it stands still together.
/// </summary>
internal sealed class SliceControl : SliceProgress
{
    private readonly List<Signal> _stages = [];
    private readonly List<RegisterSignal> _stageRegisters = [];

    /// <summary>Makes the registers; <see cref="Drive"/> connects them.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="running">The kernel is in the loop.</param>
    /// <param name="name">Prefix of the registers' names.</param>
    public SliceControl(Wires wires, PipelineSlice slice, Signal running, string name)
        : base(wires, slice, running, name)
    {
        Advance = wires.Module.Wire(1, name + "_advance");
        _stages.Add(wires.And(running, wires.Not(IsFinished))!);
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
    public Signal IsDrained => Wires.Not(Wires.OrAll(_stages));

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Signal IsOccupied)> Stages => _stages.Select((stage, i) => ($"{Name}_stage{i}", stage));

    /// <inheritdoc/>
    public override Signal Moves(int cycle) => Advance;

    /// <inheritdoc/>
    public override Signal Keeps(int cycle) => Wires.And(Advance, InPhase(cycle))!;

    /// <inheritdoc/>
    public override Signal Active(int cycle) => Wires.And(_stages[cycle / Interval], InPhase(cycle))!;

    /// <summary>The last iteration is in its last cycle.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    public Signal Ends(Signal goesOn)
    {
        var last = Active(Slice.LatencyCycles - 1);
        return _stages.Count == 1
            ? Wires.And(last, Wires.Not(goesOn))!
            : Wires.And(last, Wires.Not(Wires.OrAll(_stages.SkipLast(1))))!;
    }

    /// <summary>Connects the registers.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    /// <param name="leaves">The loop is left: everything is as before the first iteration again.</param>
    /// <param name="advance">The slice does not stand still.</param>
    public void Drive(Signal goesOn, Signal leaves, Signal advance)
    {
        var module = Wires.Module;
        module.Connect(Advance, advance);
        var stays = Wires.Not(leaves);
        var wraps = Wires.And(Advance, InPhase(Interval - 1))!;
        var moves = Wires.Or(wraps, leaves);
        var stops = Wires.And(_stages[0], Wires.Not(goesOn))!;
        module.Drive(IsFinished, Wires.And(stays, Wires.Or(IsFinished, stops))!, moves);
        for (int i = 0; i < _stageRegisters.Count; i++)
        {
            module.Drive(_stageRegisters[i], Wires.And(stays, _stages[i])!, moves);
        }

        DrivePhase(Advance, leaves);
    }
}
