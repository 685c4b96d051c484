using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>A word while a block is evaluated: in a register, in the state, or both.</summary>
internal sealed class LocalValue(Word word)
{
    /// <summary>A pseudo register for "in none".</summary>
    public const Register Nowhere = Register.None;

    private readonly List<int> _uses = [];
    private int _used;

    public Word Word { get; } = word;

    public Register Register { get; set; }

    /// <summary>Bits above the word's width may be 1 in the register, until somebody needs them 0.</summary>
    public bool IsUnmasked { get; set; }

    /// <summary>Offset in the state at which the value lies too, or -1.</summary>
    public int Home { get; set; } = -1;

    public int UsesLeft => _uses.Count - _used;

    /// <summary>Position of the next use in the block.</summary>
    public int NextUse => _uses[_used];

    public void AddUse(int position) => _uses.Add(position);

    public void Use() => _used++;

    /// <summary>True when the operation at a position is the last one that uses the value.</summary>
    public bool EndsAt(int position) => UsesLeft == 0 || _uses[^1] == position;
}

/// <summary>Gives out registers; when there are none, the value whose next use is farthest away (Belady) moves to the state.</summary>
internal sealed class RegisterFile(MachineAssembler assembler, int firstSpill)
{
    /// <summary>rbx holds the state, r15 the dirty bits, and rcx is for shift counts and short moments.</summary>
    private static readonly Register[] Pool =
    [
        Register.RAX, Register.RDX, Register.RSI, Register.RDI, Register.RBP, Register.R8,
        Register.R9, Register.R10, Register.R11, Register.R12, Register.R13, Register.R14,
    ];

    private readonly Dictionary<Register, LocalValue?> _taken = [];
    private readonly HashSet<Register> _pinned = [];
    private int _spills;

    /// <summary>Begins a block with nothing in registers.</summary>
    public void Clear()
    {
        _taken.Clear();
        _pinned.Clear();
        _spills = 0;
    }

    /// <summary>A register for a value, or a temporary one for null; it stays until it is released.</summary>
    public Register Take(LocalValue? value)
    {
        var register = Array.Find(Pool, r => !_taken.ContainsKey(r));
        if (register == Register.None)
            register = Evict();
        _taken.Add(register, value);
        _pinned.Add(register);
        if (value is not null)
            value.Register = register;
        return register;
    }

    /// <summary>The register of one value is that of another one from now on.</summary>
    public void Hand(LocalValue from, LocalValue to)
    {
        var register = from.Register;
        from.Register = LocalValue.Nowhere;
        to.Register = register;
        _taken[register] = to;
        _pinned.Add(register);
    }

    /// <summary>Keeps a register until the end of the operation.</summary>
    public void Pin(Register register) => _pinned.Add(register);

    public void Release(LocalValue value)
    {
        if (value.Register == LocalValue.Nowhere)
            return;
        _taken.Remove(value.Register);
        value.Register = LocalValue.Nowhere;
    }

    /// <summary>Ends an operation: its operands may be evicted again, and its temporary registers are free.</summary>
    public void EndOperation()
    {
        _pinned.Clear();
        foreach (var temporary in _taken.Where(t => t.Value is null).Select(t => t.Key).ToList())
            _taken.Remove(temporary);
    }

    private Register Evict()
    {
        var victim = _taken.Values.OfType<LocalValue>().Where(v => !_pinned.Contains(v.Register)).MaxBy(v => v.UsesLeft == 0 ? int.MaxValue : v.NextUse)!;
        var register = victim.Register;
        if (victim.Home < 0 && victim.UsesLeft > 0)
        {
            victim.Home = firstSpill + 8 * _spills++;
            assembler.Store(victim.Home, Operand.Of(register));
        }

        Release(victim);
        return register;
    }
}
