using System.Diagnostics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Vhdl;
using Accel.Rtl.Text;

namespace Accel.Rtl.Tests.Simulation;

public sealed class InterpreterTests
{
    [Fact]
    public void A_failed_assertion_names_message_cycle_and_source()
    {
        var simulator = new Interpreter(SumKernel.Build());
        simulator.PokeRegister("state", 6);
        simulator.PokeRegister("index", 5);
        var error = Assert.Throws<SimulationException>(simulator.Step);
        Assert.Equal("cycle 0: sum_kernel: index is at most count (SumKernel.cs:20)", error.Message);
    }

    [Fact]
    public void Assertions_are_not_checked_in_reset()
    {
        var simulator = new Interpreter(SumKernel.Build()) { ResetAsserted = true };
        simulator.PokeRegister("state", 6);
        simulator.PokeRegister("index", 5);
        simulator.Step();
        Assert.Equal(0, simulator.Peek("state"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_memory_used_out_of_its_range_is_reported(bool write)
    {
        var m = new Module("m");
        var (address, go) = (m.Input("address", 3), m.Input("go", 1));
        var memory = m.Memory("table", 5, 8, initial: [1, 2, 3, 4, 5], source: new SourceLocation("Kernel.cs", 7));
        m.Write(memory, write ? go : m.Constant(0, 1), address, m.Constant(9, 8));
        m.Output("q", m.Read(memory, address, write ? null : go));
        var simulator = new Interpreter(m);
        simulator.SetInput("address", 6);
        simulator.Step();
        Assert.Equal(1UL, simulator.GetOutput("q"));
        simulator.SetInput("go", 1);
        var error = Assert.Throws<SimulationException>(simulator.Step);
        Assert.Equal($"cycle 1: table: is {(write ? "written" : "read")} at address 6, but has 5 words (Kernel.cs:7)", error.Message);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        var simulator = new Interpreter(SumKernel.Build());
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.SetInput("member", 256));
        Assert.Throws<ArgumentException>(() => simulator.SetInput("nothing", 0));
    }

    [Fact]
    public void Memory_words_can_be_read_and_overwritten()
    {
        var simulator = new Interpreter(Constructs.Build("memory_asynchronous"));
        simulator.SetInput("address", 3);
        Assert.Equal(0UL, simulator.GetOutput("q"));
        simulator.PokeMemory("table", 3, 11);
        Assert.Equal(11UL, simulator.GetOutput("q"));
        Assert.Equal(11, simulator.PeekMemory("table", 3));
    }

    [Fact]
    public void The_text_of_a_netlist_is_readable()
        => Assert.Equal(
            """
            module instances
            input d : 4
            reg first.kept : 4 = 0x0 next first.d
            reg second.kept : 4 = 0x0 next first.kept
            first.d : 4 = Add(d, second.kept)
            n4 : 1 = Slice(first.kept, 0)
            n5 : 1 = Slice(second.kept, 0)
            n6 : 1 = And(n4, n5)
            output odd = n6
            output q = second.kept

            """.ReplaceLineEndings("\n"),
            NetlistText.Write(Constructs.Build("instances").Flatten()));

    [Fact]
    public void A_module_of_200_000_signals_is_simplified_and_compiled_in_seconds()
    {
        var m = new Module("large_module");
        var input = m.Input("a", 32);
        Signal value = input;
        for (int i = 0; m.Signals.Count < 200_000; i++)
        {
            value = m.Binary((Operator)((int)Operator.And + (i % 5)), value, m.Binary(Operator.Xor, input, m.Constant(i, 32)));
            if (i % 50 == 0)
            {
                var register = m.Register(32, 0);
                m.Drive(register, value);
                value = register;
            }
        }

        m.Output("q", value);
        var watch = Stopwatch.StartNew();
        var simulator = new Interpreter(m.Simplify());
        simulator.Step(10);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }
}
