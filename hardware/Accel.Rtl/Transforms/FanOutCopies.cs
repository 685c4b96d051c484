using System.Collections.Immutable;
using System.Globalization;

namespace Accel.Rtl.Transforms;

/// <summary>
/// Gives each group of loads of a register's bit a copy of its own, so that no copy drives more loads than a limit. Loads are look-up
/// tables and flip-flops: a multiplexer of words is one for each bit, and is cut where it has more than the limit. What is wider than a bit
/// is left as it is, and so are loads of memories and outputs: these the register itself keeps. If it has none it is left out, as synthesis
/// would merge it with one of its copies otherwise.
/// </summary>
internal sealed class FanOutCopies
{
    private readonly Module _old, _new;
    private readonly int _mostLoads;
    private readonly Signal?[] _map;
    private readonly Dictionary<Memory, Memory> _memories = [];
    private readonly Dictionary<(RegisterSignal Register, int Bit), RegisterSignal[]> _copies = [];
    private readonly Dictionary<(Signal User, int Operand), ImmutableArray<Share>> _shares = [];

    // So many bits of a user take a copy.
    private readonly record struct Share(int Copy, int Bits);

    private FanOutCopies(Module module, int mostLoads)
    {
        (_old, _mostLoads) = (module, mostLoads);
        _new = new Module(module.Name) { Summary = module.Summary };
        _map = new Signal?[module.Signals.Count];
    }

    /// <summary>A flat module of the same behaviour.</summary>
    /// <param name="module">What is copied.</param>
    /// <param name="mostLoads">Loads of a copy, at least 1.</param>
    public static Module Run(Module module, int mostLoads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostLoads, 1);
        var copies = new FanOutCopies(module.Flatten(), mostLoads);
        copies.Plan();
        return copies._copies.Count == 0 ? copies._old : copies.Rebuild();
    }

    // The register and the bit of it that a signal of one bit is.
    private static (RegisterSignal Register, int Bit)? BitOf(Signal signal)
    {
        int bit = 0;
        if (signal.WidthBits > 1)
        {
            return null;
        }

        while (signal is OperatorSignal { Operator: Operator.Slice } slice)
        {
            bit += slice.Offset;
            signal = slice.Operands[0];
        }

        return signal is RegisterSignal register ? (register, bit) : null;
    }

    // By operand, what a user takes of it: operands of an operator by number, a register's enable as number 0.
    private static IEnumerable<(int Operand, Signal Driver, int Loads)> UsesOf(Signal user) => user switch
    {
        OperatorSignal { Operator: Operator.Slice } => [],
        OperatorSignal { Operator: Operator.Multiplex or Operator.SignExtend } op =>
            op.Operands.Select((o, i) => (i, o, i == 0 ? op.WidthBits : 1)),
        OperatorSignal op => op.Operands.Select(static (o, i) => (i, o, 1)),
        RegisterSignal { Enable: { } enable } register => [(0, enable, register.WidthBits)],
        _ => [],
    };

    private void Plan()
    {
        var live = Liveness.Of(_old);
        var uses = _old.Signals.Where(s => live[s.Id])
            .SelectMany(user => UsesOf(user).Select(use => (User: user, use.Operand, use.Loads, Bit: BitOf(use.Driver))))
            .Where(static use => use.Bit is not null)
            .GroupBy(static use => use.Bit!.Value);
        foreach (var group in uses.Where(g => g.Sum(static use => use.Loads) > _mostLoads))
        {
            int copy = 0, taken = 0;
            foreach (var (user, operand, loads, _) in group)
            {
                if (taken > 0 && taken + loads > _mostLoads)
                {
                    (copy, taken) = (copy + 1, 0);
                }

                var shares = ImmutableArray.CreateBuilder<Share>();
                int left = loads;
                for (; left > _mostLoads && user is OperatorSignal { Operator: Operator.Multiplex }; left -= _mostLoads)
                {
                    shares.Add(new(copy++, _mostLoads));
                }

                shares.Add(new(copy, left));
                taken += left;
                _shares.Add((user, operand), shares.DrainToImmutable());
            }

            _copies.Add(group.Key, new RegisterSignal[copy + 1]);
        }
    }

    private Module Rebuild()
    {
        foreach (var memory in _old.Memories)
        {
            _memories.Add(memory, _new.Memory(memory.Name, memory.Depth, memory.WidthBits, memory.Style, memory.Initial, memory.Source));
        }

        foreach (var signal in _old.Signals)
        {
            _map[signal.Id] = Copy(signal);
            _map[signal.Id]!.NameHint ??= signal.NameHint;
        }

        foreach (var signal in _old.Signals)
        {
            Connect(signal);
        }

        foreach (var (memory, copy) in _memories)
        {
            foreach (var port in memory.WritePorts)
            {
                _new.Write(copy, Mapped(port.Enable), Mapped(port.Address), Mapped(port.Data));
            }
        }

        foreach (var assertion in _old.Assertions)
        {
            _new.Assert(Mapped(assertion.Enable), Mapped(assertion.Condition), assertion.Message, assertion.Source);
        }

        foreach (var (name, signal) in _old.Outputs)
        {
            _new.Output(name, Mapped(signal));
        }

        return _new;
    }

    private Signal Copy(Signal signal) => signal switch
    {
        InputSignal input => _new.Input(input.Name, input.WidthBits),
        ConstantSignal constant => _new.Constant(constant.Value, constant.WidthBits),
        RegisterSignal register => Copy(register),
        OperatorSignal { Operator: Operator.Multiplex } op when _shares.TryGetValue((op, 0), out var shares)
            && shares.Length > 1 => Cut(op, shares),
        OperatorSignal op => _new.Operate(op.Operator, [.. op.Operands.Select((o, i) => Used(op, i, o))], op.Offset, op.WidthBits,
            op.Source),
        MemoryReadSignal { IsSynchronous: false } read => _new.Read(_memories[read.Memory], Mapped(read.Address!), null, read.Source),
        MemoryReadSignal read => _new.ReadUnconnected(_memories[read.Memory], true, read.Source),
        _ => throw new NotSupportedException($"{signal.GetType().Name} in a flat module"),
    };

    private RegisterSignal Copy(RegisterSignal register)
    {
        var copy = _new.RegisterLike(register, register.NameHint);
        for (int bit = 0; bit < register.WidthBits; bit++)
        {
            for (int i = 0; _copies.TryGetValue((register, bit), out var copies) && i < copies.Length; i++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{register.NameHint ?? "register"}_{bit}_copy{i + 1}");
                copies[i] = _new.Register(1, register.ResetValue is { } reset ? (reset >> bit) & 1 : null, name, register.Source);
                copies[i].IsCopy = true;
            }
        }

        return copy;
    }

    // The parts of a multiplexer, the lowest bits first in the list of shares.
    private Signal Cut(OperatorSignal multiplexer, ImmutableArray<Share> shares)
    {
        var parts = new List<Signal>();
        int from = 0;
        foreach (var share in shares)
        {
            parts.Insert(0, _new.Multiplex(
                Take(multiplexer.Operands[0], share.Copy),
                _new.Slice(Used(multiplexer, 1, multiplexer.Operands[1]), from, share.Bits),
                _new.Slice(Used(multiplexer, 2, multiplexer.Operands[2]), from, share.Bits),
                multiplexer.Source));
            from += share.Bits;
        }

        return _new.Concatenate([.. parts], multiplexer.Source);
    }

    private Signal Used(Signal user, int operand, Signal driver)
        => _shares.TryGetValue((user, operand), out var shares) ? Take(driver, shares[0].Copy) : Mapped(driver);

    private RegisterSignal Take(Signal driver, int copy) => _copies[BitOf(driver)!.Value][copy];

    private void Connect(Signal signal)
    {
        switch (signal, _map[signal.Id])
        {
            case (RegisterSignal { Next: { } next } old, RegisterSignal copy):
                var enable = old.Enable is null ? null : Used(old, 0, old.Enable);
                _new.Drive(copy, Mapped(next), enable);
                for (int bit = 0; bit < old.WidthBits; bit++)
                {
                    foreach (var again in _copies.GetValueOrDefault((old, bit), []))
                    {
                        _new.Drive(again, old.WidthBits == 1 ? Mapped(next) : _new.Slice(Mapped(next), bit, 1), enable);
                    }
                }

                break;
            case (MemoryReadSignal old, MemoryReadSignal copy):
                (copy.Address, copy.Enable) = (Mapped(old.Address!), old.Enable is null ? null : Mapped(old.Enable));
                break;
        }
    }

    private Signal Mapped(Signal old) => _map[old.Id]!;
}
