using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>One small module for each construct that the VHDL writer knows; each has a golden text.</summary>
internal static class Constructs
{
    private static readonly Dictionary<string, Func<Module>> All = new()
    {
        ["adder"] = Adder,
        ["multiplexer_chain"] = MultiplexerChain,
        ["register_with_enable"] = RegisterWithEnable,
        ["state_machine"] = StateMachine,
        ["memory_asynchronous"] = () => Memory("memory_asynchronous", false, MemoryStyle.Distributed),
        ["memory_synchronous"] = () => Memory("memory_synchronous", true, MemoryStyle.Block),
        ["memory_zeros"] = () => Memory("memory_zeros", true, MemoryStyle.Block, initial: [.. new BigInteger[8]]),
        ["memory_constant_address"] = ConstantAddress,
        ["memory_rom"] = Rom,
        ["instances"] = Instances,
        ["instance_reset"] = InstanceReset,
        ["wide_shift"] = WideShift,
        ["signed_comparison"] = SignedComparison,
        ["inverted_comparison"] = InvertedComparison,
        ["bits"] = Bits,
        ["names"] = Names,
    };

    public static IEnumerable<string> Keys => All.Keys;

    public static Module Build(string name) => All[name]();

    private static Module Adder()
    {
        var m = new Module("adder") { Summary = "Sum and difference." };
        var (a, b) = (m.Input("a", 8), m.Input("b", 8));
        var sum = m.Binary(Operator.Add, m.Extend(a, 9, true), m.Extend(b, 9, true), new SourceLocation("Adder.cs", 7));
        m.Output("sum", sum);
        m.Output("difference", m.Binary(Operator.Subtract, a, m.Negate(b)));
        return m;
    }

    private static Module MultiplexerChain()
    {
        var m = new Module("multiplexer_chain");
        var (choice, a, b) = (m.Input("choice", 2), m.Input("a", 4), m.Input("b", 4));
        Signal Is(int value) => m.Binary(Operator.Equal, choice, m.Constant(value, 2));
        m.Output("q", m.Multiplex(Is(0), a, m.Multiplex(Is(1), b, m.Multiplex(Is(2), m.Binary(Operator.Xor, a, b), m.Constant(5, 4)), new SourceLocation("Chain.cs", 3))));
        return m;
    }

    private static Module RegisterWithEnable()
    {
        var m = new Module("register_with_enable");
        var (d, go) = (m.Input("d", 8), m.Input("go", 1));
        var first = m.Register(8, null, "first", new SourceLocation("Register.cs", 4));
        var second = m.Register(8, 3, "second");
        m.Drive(first, d, go);
        m.Drive(second, m.Multiplex(m.Slice(d, 7, 1), first, second));
        m.Output("q", second);
        return m;
    }

    private static Module StateMachine()
    {
        var m = new Module("state_machine");
        var go = m.Input("go", 1);
        var state = m.Register(2, 0, "state");
        Signal Name(int value, string name)
        {
            var constant = m.Constant(value, 2);
            constant.NameHint = "state_" + name;
            return constant;
        }

        var (idle, work, end) = (Name(0, "idle"), Name(1, "work"), Name(2, "end"));
        Signal Is(Signal value) => m.Binary(Operator.Equal, state, value);
        m.Drive(state, m.Multiplex(Is(idle), m.Multiplex(go, work, idle), m.Multiplex(Is(work), end, idle)));
        m.Output("busy", m.Not(Is(idle)));
        m.Assert(go, m.Not(Is(m.Constant(3, 2))), "state 3 does not exist", new SourceLocation("State.cs", 9));
        return m;
    }

    private static Module Memory(string name, bool synchronous, MemoryStyle style, ImmutableArray<BigInteger> initial = default)
    {
        var m = new Module(name);
        var (write, address, data) = (m.Input("write", 1), m.Input("address", 3), m.Input("data", 4));
        var memory = m.Memory("table", synchronous ? 8 : 5, 4, style, initial, new SourceLocation("Memory.cs", 2));
        var inRange = m.Binary(Operator.LessThanUnsigned, address, m.Constant(5, 3));
        m.Write(memory, synchronous ? write : m.Binary(Operator.And, write, inRange), address, data);
        m.Output("q", synchronous ? m.ReadSynchronous(memory, address, m.Not(write)) : m.Read(memory, address, inRange));
        return m;
    }

    private static Module ConstantAddress()
    {
        var m = new Module("memory_constant_address");
        var memory = m.Memory("words", 4, 3, MemoryStyle.Distributed);
        m.Write(memory, m.Input("write", 1), m.Input("address", 2), m.Input("data", 3));
        m.Output("third", m.Read(memory, m.Constant(2, 2)));
        var pair = m.Memory("pair", 2, 3, MemoryStyle.Registers);
        m.Write(pair, m.Constant(1, 1), m.Constant(1, 1), m.Inputs[2]);
        m.Output("second", m.Read(pair, m.Slice(m.Inputs[1], 0, 1)));
        return m;
    }

    private static Module Rom()
    {
        var m = new Module("memory_rom");
        var memory = m.Memory("table", 4, 12, initial: [.. new BigInteger[] { 1, 0xabc, -1, 0 }]);
        m.Output("q", m.Read(memory, m.Input("address", 2)));
        return m;
    }

    private static Module Instances()
    {
        var stage = new Module("stage");
        var kept = stage.Register(4, 0, "kept");
        stage.Drive(kept, stage.Input("d", 4));
        stage.Output("q", kept);
        stage.Output("odd", stage.Slice(kept, 0, 1));

        var m = new Module("instances");
        var back = m.Wire(4, "back");
        var first = m.Instantiate("first", stage, new Dictionary<string, Signal> { ["d"] = m.Binary(Operator.Add, m.Input("d", 4), back) });
        var second = m.Instantiate("second", stage, new Dictionary<string, Signal> { ["d"] = first.Outputs["q"] });
        m.Connect(back, second.Outputs["q"]);
        m.Output("q", second.Outputs["q"]);
        m.Output("odd", m.Binary(Operator.And, first.Outputs["odd"], second.Outputs["odd"]));
        return m;
    }

    private static Module InstanceReset()
    {
        var stage = new Module("stage");
        var (d, load) = (stage.Input("d", 4), stage.Input("load", 1));
        var kept = stage.Register(4, 9, "kept");
        stage.Drive(kept, d, load);
        var left = stage.Register(4, null, "left_alone");
        stage.Drive(left, kept);
        stage.Output("q", kept);
        stage.Output("delayed", left);
        stage.Assert(load, stage.Binary(Operator.NotEqual, d, stage.Constant(15, 4)), "15 is never loaded out of reset");

        var pair = new Module("pair");
        var inner = pair.Instantiate(
            "inner", stage, new Dictionary<string, Signal> { ["d"] = pair.Input("d", 4), ["load"] = pair.Input("load", 1) }, pair.Input("again", 1));
        pair.Output("q", inner.Outputs["q"]);

        var m = new Module("instance_reset");
        var (stop, again, value) = (m.Input("stop", 1), m.Input("again", 1), m.Input("d", 3));
        var nibble = m.Concatenate([m.Binary(Operator.And, stop, again), value]);
        var inputs = new Dictionary<string, Signal> { ["d"] = nibble, ["load"] = m.Input("load", 1) };
        var alone = m.Instantiate("alone", stage, inputs, m.Binary(Operator.And, stop, m.Slice(value, 0, 1)));
        var nested = m.Instantiate("nested", pair, new Dictionary<string, Signal>(inputs) { ["again"] = again }, stop);
        m.Output("alone", alone.Outputs["q"]);
        m.Output("delayed", alone.Outputs["delayed"]);
        m.Output("nested", nested.Outputs["q"]);
        return m;
    }

    private static Module WideShift()
    {
        var m = new Module("wide_shift");
        var (a, by) = (m.Input("a", 20), m.Input("by", 32));
        m.Output("left", m.Shift(Operator.ShiftLeft, a, by));
        m.Output("right", m.Shift(Operator.ShiftRightArithmetic, a, m.Slice(by, 0, 5)));
        return m;
    }

    private static Module SignedComparison()
    {
        var m = new Module("signed_comparison");
        var (a, b) = (m.Input("a", 8), m.Input("b", 8));
        var less = m.Binary(Operator.LessThanSigned, a, b);
        m.Output("least", m.Multiplex(less, a, b));
        m.Output("in_range", m.Binary(Operator.And, m.Binary(Operator.LessOrEqualUnsigned, m.Constant(3, 8), a), less));
        return m;
    }

    private static Module InvertedComparison()
    {
        var m = new Module("inverted_comparison");
        var (a, b) = (m.Input("a", 3), m.Input("b", 3));
        foreach (var op in new[]
        {
            Operator.Equal, Operator.NotEqual, Operator.LessThanUnsigned, Operator.LessOrEqualUnsigned, Operator.LessThanSigned, Operator.LessOrEqualSigned,
        })
            m.Output("not_" + op, m.Not(m.Binary(op, a, b)));
        m.Output("none", m.Not(m.Reduce(Operator.ReduceOr, a)));
        m.Output("some_missing", m.Not(m.Reduce(Operator.ReduceAnd, a)));
        var (shared, wide) = (m.Binary(Operator.LessThanUnsigned, b, a), m.Binary(Operator.LessThanUnsigned, m.Binary(Operator.Add, a, b), b));
        m.Output("chosen", m.Multiplex(m.Binary(Operator.And, m.Not(shared), m.Not(wide)), a, m.Multiplex(shared, b, m.Constant(5, 3))));
        m.Output("neither", m.Not(m.Binary(Operator.Or, m.Not(m.Binary(Operator.Equal, a, m.Constant(1, 3))), m.Slice(b, 0, 1))));
        return m;
    }

    private static Module Bits()
    {
        var m = new Module("bits");
        var (a, b) = (m.Input("a", 6), m.Input("b", 1));
        m.Output("joined", m.Concatenate([b, m.Slice(a, 1, 3), m.Constant(2, 2), m.Slice(a, 5, 1)]));
        m.Output("every", m.Reduce(Operator.ReduceAnd, a));
        m.Output("parity", m.Reduce(Operator.ReduceXor, a));
        m.Output("spread", m.Extend(b, 5, true));
        return m;
    }

    /// <summary>Hints that are no identifiers, reserved words, or the same but for their case.</summary>
    private static Module Names()
    {
        var m = new Module("names");
        var d = m.Input("d", 3);
        string[] hints = ["signal", "Value", "value", "<tmp>", "2nd", "this.field[3]", "unsigned", "d", "process", "__x__", "output"];
        Signal last = d;
        foreach (string hint in hints)
        {
            var register = m.Register(3, null, hint);
            m.Drive(register, last);
            last = register;
        }

        m.Output("q", last);
        return m;
    }
}
