using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl.Tests.Reference;

/// <summary>What a random module may contain.</summary>
internal sealed record RandomNetlistOptions
{
    public int Operators { get; init; } = 60;

    public int MaximumWidthBits { get; init; } = 80;

    /// <summary>Depths that are powers of two only, so that no address is out of range.</summary>
    public bool SafeMemories { get; init; } = true;

    public bool Memories { get; init; } = true;
}

/// <summary>Builds modules from a seed; the same seed gives the same module.</summary>
internal sealed class RandomNetlist
{
    private readonly Random _random;
    private readonly RandomNetlistOptions _options;
    private readonly Module _module;
    private readonly List<Signal> _signals = [];

    private RandomNetlist(int seed, RandomNetlistOptions options)
        => (_random, _options, _module) = (new Random(seed), options, new Module("random_netlist"));

    public static Module Build(int seed, RandomNetlistOptions? options = null) => new RandomNetlist(seed, options ?? new()).Build();

    public static BigInteger Value(Random random, int widthBits)
    {
        var modulus = BigInteger.One << widthBits;
        return random.Next(6) switch
        {
            0 => 0,
            1 => modulus - 1,
            2 => BigInteger.One << random.Next(widthBits),
            _ => Bits(random, widthBits),
        };
    }

    private static BigInteger Bits(Random random, int widthBits)
    {
        var bytes = new byte[widthBits / 8 + 1];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << widthBits) - 1);
    }

    private Module Build()
    {
        for (int i = 0; i < 4; i++)
            _signals.Add(_module.Input($"in{i}", Width()));
        for (int i = 0; i < 3; i++)
        {
            int width = Width();
            _signals.Add(_module.Constant(Value(_random, width), width));
        }

        var registers = new List<RegisterSignal>();
        for (int i = 0; i < 5; i++)
        {
            int width = Width();
            var source = _random.Next(2) == 0 ? new SourceLocation("Random.cs", i + 1) : null;
            registers.Add(_module.Register(width, _random.Next(2) == 0 ? Value(_random, width) : null, _random.Next(3) == 0 ? null : "reg", source));
        }

        _signals.AddRange(registers);
        var memories = _options.Memories ? Enumerable.Range(0, 2).Select(MakeMemory).ToList() : [];
        for (int i = 0; i < _options.Operators; i++)
        {
            var signal = memories.Count > 0 && _random.Next(15) == 0 ? MakeRead(memories[_random.Next(memories.Count)]) : MakeOperator();
            if (_random.Next(4) == 0 && signal.NameHint is null)
                signal.NameHint = "value" + _random.Next(8);
            _signals.Add(signal);
        }

        foreach (var register in registers)
            _module.Drive(register, Pick(register.WidthBits), _random.Next(2) == 0 ? Pick(1) : null);
        foreach (var memory in memories)
        {
            for (int i = _random.Next(1, 3); i > 0; i--)
                _module.Write(memory, Pick(1), Pick(memory.AddressWidthBits), Pick(memory.WidthBits));
        }

        for (int i = 0; i < 8; i++)
            _module.Output($"out{i}", i < 3 ? _signals[^(i + 1)] : _signals[_random.Next(_signals.Count)]);
        return _module;
    }

    private Memory MakeMemory(int index)
    {
        int depth = _options.SafeMemories ? 1 << _random.Next(1, 5) : _random.Next(1, 20);
        int width = Width();
        var initial = _random.Next(2) == 0 ? [.. Enumerable.Range(0, depth).Select(_ => Value(_random, width))] : ImmutableArray<BigInteger>.Empty;
        return _module.Memory("memory" + index, depth, width, (MemoryStyle)_random.Next(5), initial);
    }

    private MemoryReadSignal MakeRead(Memory memory)
    {
        var address = Pick(memory.AddressWidthBits);
        var enable = _options.SafeMemories && _random.Next(2) == 0 ? Pick(1) : null;
        return _random.Next(2) == 0 ? _module.Read(memory, address, enable) : _module.ReadSynchronous(memory, address, enable);
    }

    private Signal MakeOperator()
    {
        var operators = Enum.GetValues<Operator>();
        var op = operators[_random.Next(operators.Length)];
        var a = _signals[_random.Next(_signals.Count)];
        var source = _random.Next(3) == 0 ? new SourceLocation("Random.cs", _random.Next(1, 99)) : null;
        switch (op)
        {
            case Operator.Not:
                return _module.Not(a, source);
            case Operator.Negate:
                return _module.Negate(a, source);
            case Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic:
                return _module.Shift(op, a, _random.Next(3) == 0 ? _signals[_random.Next(_signals.Count)] : Pick(_random.Next(1, 8)), source);
            case Operator.Multiplex:
                return _module.Multiplex(Pick(1), a, Pick(a.WidthBits), source);
            case Operator.Slice:
                int offset = _random.Next(a.WidthBits);
                return _module.Slice(a, offset, _random.Next(1, a.WidthBits - offset + 1), source);
            case Operator.Concatenate:
                var parts = Enumerable.Range(0, _random.Next(2, 5)).Select(_ => _signals[_random.Next(_signals.Count)]).ToImmutableArray();
                return parts.Sum(p => p.WidthBits) <= 2 * _options.MaximumWidthBits ? _module.Concatenate(parts, source) : _module.Not(a, source);
            case Operator.ZeroExtend or Operator.SignExtend:
                return _module.Extend(a, a.WidthBits + (a.WidthBits < _options.MaximumWidthBits ? _random.Next(20) : 0), op == Operator.SignExtend, source);
            case Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor:
                return _module.Reduce(op, a, source);
            default:
                return _module.Binary(op, a, Pick(a.WidthBits), source);
        }
    }

    /// <summary>An existing signal brought to a width.</summary>
    private Signal Pick(int widthBits)
    {
        var fitting = _signals.Where(s => s.WidthBits == widthBits).ToList();
        if (fitting.Count > 0 && _random.Next(4) != 0)
            return fitting[_random.Next(fitting.Count)];
        return _module.Resize(_signals[_random.Next(_signals.Count)], widthBits, _random.Next(2) == 0);
    }

    private int Width() => _random.Next(5) switch
    {
        0 => 1,
        1 => _random.Next(1, _options.MaximumWidthBits + 1),
        2 => Math.Min(32, _options.MaximumWidthBits),
        3 => Math.Min(64, _options.MaximumWidthBits),
        _ => _random.Next(1, 17),
    };
}
