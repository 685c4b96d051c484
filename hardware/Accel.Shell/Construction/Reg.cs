using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Construction;

/// <summary>
/// A register of a <see cref="Circuit"/>. What it takes on a clock edge is said by any number of <see cref="Set(Bits, Bits)"/>s: the last
/// one whose condition holds wins; when none holds, it stays.
/// </summary>
public sealed class Reg
{
    private readonly Circuit _circuit;
    private readonly RegisterSignal _register;
    private readonly List<(Bits Condition, Bits Next)> _conditional = [];
    private Bits? _always;

    internal Reg(Circuit circuit, RegisterSignal register) => (_circuit, _register) = (circuit, register);

    /// <summary>The present value.</summary>
    public Bits Value => new(_circuit, _register);

    /// <summary>The present value.</summary>
    public static implicit operator Bits(Reg register) => register?.Value ?? throw new ArgumentNullException(nameof(register));

    /// <summary>Takes a value on every edge, unless a condition set later holds.</summary>
    public void Set(Bits next)
    {
        _conditional.Clear();
        _always = next;
    }

    /// <summary>Takes a value on an edge with the condition.</summary>
    public void Set(Bits condition, Bits next) => _conditional.Add((condition, next));

    /// <summary>Takes a number on an edge with the condition.</summary>
    public void Set(Bits condition, BigInteger next) => Set(condition, _circuit.Number(next, _register.WidthBits));

    /// <summary>Counts on an edge: up, down, or with both or neither not at all.</summary>
    public void Count(Bits up, Bits down)
    {
        Set(up & ~down, Value + 1);
        Set(down & ~up, Value - 1);
    }

    internal void Connect()
    {
        if (_conditional.Count == 0)
        {
            _circuit.Module.Drive(_register, (_always ?? throw new InvalidOperationException($"register {_register.NameHint} is never set")).Signal);
            return;
        }

        // The first condition needs no multiplexer of its own where the enable tells it from all others.
        var next = _always ?? _conditional[0].Next;
        foreach (var (condition, value) in _always is null ? _conditional.Skip(1) : _conditional)
            next = condition.Then(value, next);
        var enable = _always is null ? Circuit.AnyOf([.. _conditional.Select(static c => c.Condition)]) : (Bits?)null;
        _circuit.Module.Drive(_register, next.Signal, enable?.Signal);
    }
}
