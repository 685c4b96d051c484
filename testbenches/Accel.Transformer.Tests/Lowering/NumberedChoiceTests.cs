using System.Numerics;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Lowering;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>What states choose is chosen by the bits of the state; compared with the source that is wanted, state by state.</summary>
public sealed class NumberedChoiceTests
{
    private readonly Module _module = new("m");
    private readonly Wires _wires;
    private readonly Selector _selector;
    private readonly RegisterSignal _state;

    public NumberedChoiceTests()
    {
        _wires = new Wires(_module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        _selector = new Selector(_wires);
        _state = _module.Register(6, 0, "state");
    }

    [Fact]
    public void The_bits_of_the_state_choose_and_nothing_is_decoded()
    {
        foreach (int number in Enumerable.Range(13, 32))
        {
            _selector.Add(In(number), _module.Register(16, null));
        }

        var choices = Below(_selector.Build().Value).OfType<OperatorSignal>().Where(static s => s.Operator == Operator.Multiplex).ToList();
        Assert.Equal(31, choices.Count);
        Assert.All(choices, c => Assert.Same(_state, Assert.IsType<OperatorSignal>(c.Operands[0]).Operands[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_is_wanted_is_chosen(int seed)
    {
        Random random = new(seed);
        var phase = _module.Register(3, 0, "phase");
        Signal[] conditions = [_module.Register(1, 0), _module.Register(1, 0)];
        List<(Signal When, Signal Value)> sources = [];
        for (int number = 0; number < 40; number++)
        {
            if (random.Next(3) == 0)
            {
                continue;
            }

            // Some values are late, some states have two sources or one that a phase chooses further, some values come from several states.
            var (a, b) = (Value(number), Value(number + 100));
            var when = In(number);
            switch (random.Next(5))
            {
                case 0:
                    Add(_wires.And(when, conditions[0])!, a);
                    Add(_wires.And(when, _wires.Not(conditions[0]))!, b);
                    break;
                case 1:
                    Add(_wires.And(when, _wires.And(conditions[1], conditions[0]))!, a);
                    break;
                case 2:
                    Add(_wires.And(_wires.IsEqual(phase, number & 7), when)!, a);
                    Add(_wires.And(_wires.IsEqual(phase, (number + 1) & 7), when)!, b);
                    break;
                case 3:
                    Add(_wires.Or(when, In(number + 20))!, _wires.Binary(Operator.Add, a, b));
                    break;
                default:
                    Add(when, sources.Count > 0 && random.Next(2) == 0 ? sources[0].Value : a);
                    break;
            }
        }

        var (enable, value) = _selector.Build();
        for (int run = 0; run < 4000; run++)
        {
            Dictionary<Signal, BigInteger> registers = [];
            foreach (var register in Below(enable).Concat(Below(value)).OfType<RegisterSignal>().Distinct())
            {
                registers[register] = random.Next(1 << Math.Min(30, register.WidthBits));
            }

            var wanted = sources.Where(s => Evaluate(s.When, registers).IsOne)
                .Select(s => Evaluate(s.Value, registers)).Distinct().ToList();
            Assert.Equal(wanted.Count > 0, Evaluate(enable, registers).IsOne);
            if (wanted.Count == 1)
            {
                Assert.Equal(wanted[0], Evaluate(value, registers));
            }
        }

        void Add(Signal when, Signal source)
        {
            sources.Add((when, source));
            _selector.Add(when, source);
        }

        Signal Value(int number) => number % 4 == 0 ? _wires.Constant(number, 8) : _module.Register(8, null, $"v{number}");
    }

    [Fact]
    public void Conditions_say_what_a_register_can_be()
    {
        var other = _module.Register(1, 0);
        var said = _wires.Conditions.Of(_wires.And(_wires.Or(In(3), In(5)), other)!);
        Assert.Equal([3, 5], said[_state]);
        Assert.Empty(_wires.Conditions.Of(_wires.Or(In(3), other)!));
        Assert.Empty(_wires.Conditions.Of(_wires.Not(In(3))));
    }

    private Signal In(int number) => _wires.IsEqual(_state, number);

    private static HashSet<Signal> Below(Signal root)
    {
        HashSet<Signal> seen = [root];
        Stack<Signal> open = new(seen);
        while (open.TryPop(out var signal))
        {
            foreach (var operand in signal is OperatorSignal op ? op.Operands : [])
            {
                if (seen.Add(operand))
                {
                    open.Push(operand);
                }
            }
        }

        return seen;
    }

    private static BigInteger Evaluate(Signal signal, Dictionary<Signal, BigInteger> registers)
    {
        if (signal is not OperatorSignal op)
        {
            return signal is ConstantSignal constant ? constant.Value : registers.GetValueOrDefault(signal);
        }

        BigInteger[] x = [.. op.Operands.Select(o => Evaluate(o, registers))];
        return op.Operator switch
        {
            Operator.And => x[0] & x[1],
            Operator.Or => x[0] | x[1],
            Operator.Not => BigInteger.One - x[0],
            Operator.Add => (x[0] + x[1]) & 255,
            Operator.Equal => x[0] == x[1] ? 1 : 0,
            Operator.Multiplex => x[0].IsOne ? x[1] : x[2],
            Operator.Slice => (x[0] >> op.Offset) & ((BigInteger.One << op.WidthBits) - 1),
            _ => throw new NotSupportedException(op.Operator.ToString()),
        };
    }
}
