using Accel.Rtl.Simulation;
using Accel.Rtl.Vhdl;

namespace Accel.Rtl.Tests.Checks;

public sealed class NetlistChecksTests
{
    public static TheoryData<string> All => [.. NetlistChecks.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_check_finds_its_mistake(string check)
    {
        var problems = NetlistChecks.Run(Broken(check));
        Assert.Contains(problems, p => p.Check == check);
        Assert.All(problems, p => Assert.Equal(check, p.Check));
        var error = Assert.Throws<NetlistException>(() => VhdlWriter.Write(Broken(check)));
        Assert.Equal(problems.Length, error.Problems.Count);
        Assert.Throws<NetlistException>(() => new Interpreter(Broken(check)));
    }

    [Fact]
    public void All_problems_are_reported_together_with_their_places()
    {
        var m = new Module("m");
        m.Output("q", m.Register(3, null, "lost", new SourceLocation("Kernel.cs", 12)));
        m.Output("end", m.Wire(1, "loose"));
        var error = Assert.Throws<NetlistException>(() => new Interpreter(m));
        Assert.Equal(["undriven-register", "unconnected-wire", "port-name"], error.Problems.Select(p => p.Check));
        Assert.StartsWith("Kernel.cs:12: undriven-register: module m: register lost is never driven", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_combinational_loop_is_described_by_its_signals()
    {
        var message = Assert.Single(NetlistChecks.Run(Broken("combinational-loop"))).Message;
        Assert.Contains("back", message, StringComparison.Ordinal);
        Assert.Contains("child.q", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_of_another_module_are_refused()
    {
        var (m, other) = (new Module("m"), new Module("other"));
        var a = other.Input("a", 4);
        m.Input("a", 4);
        Assert.Throws<InvalidOperationException>(() => m.Not(a));
        Assert.Throws<InvalidOperationException>(() => m.Output("q", a));
        Assert.Throws<InvalidOperationException>(() => m.Read(other.Memory("t", 4, 4), m.Input("b", 2)));
    }

    private static Module Broken(string check)
    {
        var m = new Module("m");
        var a = m.Input("a", 4);
        switch (check)
        {
            case "undriven-register":
                m.Output("q", m.Register(4));
                break;
            case "unconnected-wire":
                m.Output("q", m.Wire(4));
                break;
            case "port-name":
                m.Output("bad__name", a);
                break;
            case "duplicate-name":
                m.Output("A", a);
                break;
            case "entity-name":
                m = new Module("entity");
                m.Output("q", m.Input("a", 1));
                break;
            case "memory-address-width":
                var memory = m.Memory("t", 16, 4);
                m.Write(memory, m.Slice(a, 0, 1), a, a);
                var part = m.Slice(a, 0, 3);
                var read = m.Read(memory, a);
                read.Address = part;
                m.Output("q", read);
                break;
            case "memory-without-content":
                m.Output("q", m.Read(m.Memory("t", 16, 4), a));
                break;
            case "operand-order":
                var table = m.Memory("t", 16, 4);
                m.Write(table, m.Slice(a, 0, 1), a, a);
                var first = m.Read(table, a);
                first.Address = m.Not(first);
                m.Output("q", first);
                break;
            case "combinational-loop":
                var child = new Module("child");
                child.Output("q", child.Not(child.Input("d", 4)));
                var back = m.Wire(4, "back");
                var instance = m.Instantiate("child", child, new Dictionary<string, Signal> { ["d"] = m.Binary(Operator.Xor, a, back) });
                instance.Outputs["q"].NameHint = "child.q";
                m.Connect(back, instance.Outputs["q"]);
                m.Output("q", back);
                break;
            default:
                Assert.Fail($"no test provokes the check {check}");
                break;
        }

        return m;
    }
}
