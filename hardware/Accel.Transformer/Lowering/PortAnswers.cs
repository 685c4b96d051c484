using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>The memory's answers, as a process sees them.</summary>
internal abstract class PortAnswers
{
    /// <summary>The oldest answer, while <see cref="IsAnswered"/>.</summary>
    public abstract Signal Data { get; }

    /// <summary>An answer is there.</summary>
    public abstract Signal IsAnswered { get; }

    /// <summary>Connects everything.</summary>
    /// <param name="taken">The oldest answer is taken.</param>
    /// <param name="wanted">One would be taken if it were there.</param>
    /// <returns>The memory's answer is taken.</returns>
    public abstract Signal Finish(Signal taken, Signal wanted);
}

/// <summary>Taken as they come.</summary>
internal sealed class DirectAnswers(PortInputs inputs) : PortAnswers
{
    /// <inheritdoc/>
    public override Signal Data => inputs.Data;

    /// <inheritdoc/>
    public override Signal IsAnswered => inputs.ResponseValid;

    /// <inheritdoc/>
    public override Signal Finish(Signal taken, Signal wanted) => wanted;
}

/// <summary>One can wait in a register, past which it goes where that is free.</summary>
internal sealed class HeldAnswer : PortAnswers
{
    private readonly Wires _wires;
    private readonly PortInputs _inputs;
    private readonly RegisterSignal _held, _isHeld;

    /// <summary>Makes the register.</summary>
    public HeldAnswer(Wires wires, PortInputs inputs)
    {
        (_wires, _inputs) = (wires, inputs);
        _held = wires.Module.Register(inputs.Data.WidthBits, null, "held_response");
        _isHeld = wires.Module.Register(1, 0, "has_held_response");
        Data = wires.Multiplex(_isHeld, _held, inputs.Data);
        IsAnswered = wires.Or(_isHeld, inputs.ResponseValid)!;
    }

    /// <inheritdoc/>
    public override Signal Data { get; }

    /// <inheritdoc/>
    public override Signal IsAnswered { get; }

    /// <inheritdoc/>
    public override Signal Finish(Signal taken, Signal wanted)
    {
        var arrives = _wires.And(_wires.Not(_isHeld), _inputs.ResponseValid)!;
        _wires.Module.Drive(_held, _inputs.Data, arrives);
        _wires.Module.Drive(_isHeld, _wires.And(_wires.Or(_isHeld, arrives), _wires.Not(taken))!);
        return _wires.Not(_isHeld);
    }
}
