using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Each kind of change on a small netlist, with what it gives by hand.</summary>
public sealed class NetlistMutatorTests
{
    // y = choose ? a + 3 : b; q takes y when enabled and is 2 after reset; r is what the memory has at address a (4 words), written with b
    // on every enable.
    private static Module Build(bool synchronous)
    {
        var m = new Module("m");
        var (a, b, choose, enable) = (m.Input("a", 2), m.Input("b", 2), m.Input("choose", 1), m.Input("enable", 1));
        var memory = m.Memory("words", 4, 2, initial: [0, 1, 2, 3]);
        var y = m.Multiplex(choose, m.Binary(Operator.Add, a, m.Constant(3, 2)), b);
        var q = m.Register(2, 2, "q");
        m.Drive(q, y, enable);
        m.Write(memory, enable, a, b);
        m.Output("y", y);
        m.Output("q", q);
        m.Output("r", synchronous ? m.ReadSynchronous(memory, a) : m.Read(memory, a));
        return m;
    }

    [Theory]
    [InlineData("", "y=1 q=2 r=2 | y=1 q=1 r=3")]
    [InlineData("Add made Subtract", "y=3 q=2 r=2 | y=3 q=3 r=3")]
    [InlineData("Multiplex with its inputs swapped", "y=3 q=2 r=2 | y=3 q=3 r=3")]
    [InlineData("constant 3 made 2", "y=0 q=2 r=2 | y=0 q=0 r=3")]
    [InlineData("Multiplex always takes the input for 0", "y=3 q=2 r=2 | y=3 q=3 r=3")]
    [InlineData("register q NeverEnabled", "y=1 q=2 r=2 | y=1 q=2 r=3")]
    [InlineData("register q OtherResetValue", "y=1 q=3 r=2 | y=1 q=1 r=3")]
    [InlineData("words is read beside the address", "y=1 q=2 r=3 | y=1 q=1 r=3")]
    [InlineData("writes beside the address", "y=1 q=2 r=2 | y=1 q=1 r=2")]
    public void A_change_gives_what_it_says(string change, string expected) => Assert.Equal(expected, Run(Changed(Build(false), change), enable: 1));

    [Theory]
    [InlineData("", "y=1 q=2 r=2 | y=1 q=2 r=2")]
    [InlineData("register q AlwaysEnabled", "y=1 q=2 r=2 | y=1 q=1 r=2")]
    [InlineData("always writes", "y=1 q=2 r=2 | y=1 q=2 r=3")]
    public void Without_an_enable(string change, string expected) => Assert.Equal(expected, Run(Changed(Build(false), change), enable: 0));

    [Theory]
    [InlineData("", "y=3 q=2 r=2 | y=3 q=3 r=3")]
    [InlineData("Multiplex always takes the input for 1", "y=1 q=2 r=2 | y=1 q=1 r=3")]
    public void Without_a_choice(string change, string expected) => Assert.Equal(expected, Run(Changed(Build(false), change), enable: 1, choose: 0));

    [Fact]
    public void A_read_on_the_edge_keeps_its_address()
    {
        Assert.Equal("y=1 q=2 r=0 | y=1 q=1 r=2", Run(Changed(Build(true), "register q AlwaysEnabled"), 1));
        Assert.Equal("y=1 q=2 r=1 | y=1 q=1 r=3", Run(Changed(Build(true), "read beside"), 1));
    }

    [Fact]
    public void A_change_of_another_netlist_is_refused()
        => Assert.Contains(
            "has no place",
            Assert.Throws<ArgumentException>(() => NetlistMutator.Apply(Build(false), new ConstantChange(0, 1, 0))).Message,
            StringComparison.Ordinal);

    private static Module Changed(Module module, string change)
        => change.Length == 0 ? module : NetlistMutator.Apply(module, NetlistChange.All(module).First(c => c.ToString()!.Contains(change, StringComparison.Ordinal)));

    // Before and after an edge with a = 2, b = 3.
    private static string Run(Module module, uint enable, uint choose = 1)
    {
        var simulator = new Interpreter(module);
        simulator.Reset();
        foreach (var (port, value) in (ReadOnlySpan<(string, uint)>)[("a", 2), ("b", 3), ("choose", choose), ("enable", 0)])
        {
            simulator.SetInput(port, value);
        }

        string before = Now();
        simulator.SetInput("enable", enable);
        simulator.Step();
        return $"{before} | {Now()}";

        string Now() => $"y={simulator.GetOutput("y")} q={simulator.GetOutput("q")} r={simulator.GetOutput("r")}";
    }
}
