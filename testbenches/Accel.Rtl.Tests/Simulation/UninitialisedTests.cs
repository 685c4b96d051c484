using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Reference;
using CsCheck;

namespace Accel.Rtl.Tests.Simulation;

public sealed class UninitialisedTests
{
    private static readonly SimulationOptions Collect = new() { StopAtFirstProblem = false, CheckUninitialised = true };

    private static readonly SimulationOptions KernelOptions = new()
    {
        CheckUninitialised = true,
        QualifiedOutputs = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
            .Add("mem_req_address", ["mem_req_valid"])
            .Add("mem_req_data", ["mem_req_valid", "mem_req_write"]),
    };

    [Fact]
    public void Values_are_those_of_the_interpreter()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 80], Gen.Int[1, 90]).Sample(
            (seed, operators, width) =>
            {
                var module = RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false });
                var (plain, check) = (new Interpreter(module, Collect), new CheckedInterpreter(module, Collect));
                var random = new Random(seed);
                for (int cycle = 0; cycle < 12; cycle++)
                {
                    foreach (var input in module.Inputs)
                    {
                        var value = RandomNetlist.Value(random, input.WidthBits);
                        plain.SetInput(input.Name, value);
                        check.SetInput(input.Name, value);
                    }

                    foreach (var signal in module.Signals)
                        Assert.Equal(plain.Peek(signal), check.Peek(signal));
                    plain.ResetAsserted = check.ResetAsserted = random.Next(5) == 0;
                    plain.Step();
                    check.Step();
                }
            },
            iter: 400);

    [Fact]
    public void Bits_that_are_called_known_do_not_depend_on_what_was_never_written()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 80], Gen.Int[1, 70]).Sample(
            (seed, operators, width) =>
            {
                var module = RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width });
                var (check, other) = (new CheckedInterpreter(module, Collect), new Interpreter(module, Collect));
                var random = new Random(seed);
                foreach (var register in module.Signals.OfType<RegisterSignal>().Where(r => r.ResetValue is null))
                    other.PokeRegister(other.Names[register], RandomNetlist.Value(random, register.WidthBits));
                foreach (var memory in module.Memories.Where(m => m.Initial.Length == 0))
                {
                    for (int word = 0; word < memory.Depth; word++)
                        other.PokeMemory(other.Names[memory], word, RandomNetlist.Value(random, memory.WidthBits));
                }

                for (int cycle = 0; cycle < 12; cycle++)
                {
                    foreach (var input in module.Inputs)
                    {
                        var value = RandomNetlist.Value(random, input.WidthBits);
                        check.SetInput(input.Name, value);
                        other.SetInput(input.Name, value);
                    }

                    // A write at an unknown address or with an unknown enable is reported and not followed further.
                    if (check.Problems.Any(p => p.Detail.Contains("written", StringComparison.Ordinal)))
                        return;
                    foreach (var signal in module.Signals)
                    {
                        var known = ~check.PeekUnknown(signal) & ((BigInteger.One << signal.WidthBits) - 1);
                        Assert.True((check.Peek(signal) & known) == (other.Peek(signal) & known), $"seed {seed} cycle {cycle} signal {check.Names[signal]}");
                    }

                    check.Step();
                    other.Step();
                }
            },
            iter: 600);

    [Fact]
    public void A_kernel_that_initialises_everything_runs_without_a_report()
    {
        var memory = new uint[200];
        memory[0] = 7;
        var simulator = Simulator.Create(SumKernel.Build(), KernelOptions);
        KernelMemory.Run(simulator, memory, 1, 4);
        Assert.IsType<CheckedInterpreter>(simulator);
        Assert.Empty(simulator.Problems);
    }

    [Fact]
    public void An_output_that_is_not_qualified_is_reported_with_its_origin()
    {
        var simulator = Simulator.Create(SumKernel.Build(), KernelOptions with { QualifiedOutputs = KernelOptions.QualifiedOutputs.Remove("mem_req_data") });
        var error = Assert.Throws<SimulationException>(() => KernelMemory.Run(simulator, new uint[200], 0, 1));
        Assert.Equal(SimulationProblemKind.UninitialisedValueUsed, error.Problem.Kind);
        Assert.Equal("mem_req_data", error.Problem.Signal);
        Assert.Contains("it comes from register mode, which was never loaded (SumKernel.cs:14)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_origin_is_followed_through_registers_and_memory_words()
    {
        var m = new Module("m");
        var memory = m.Memory("table", 4, 8, source: new SourceLocation("Kernel.cs", 3));
        var go = m.Input("go", 1);
        m.Write(memory, go, m.Constant(1, 2), m.Constant(9, 8));
        var stage = m.Register(8, null, "stage");
        m.Drive(stage, m.Read(memory, m.Constant(2, 2)));
        var total = m.Register(8, 0, "total", new SourceLocation("Kernel.cs", 8));
        m.Drive(total, stage, go);
        m.Output("total", total);
        var simulator = new CheckedInterpreter(m);
        simulator.Step(2);
        simulator.SetInput("go", 1);
        var error = Assert.Throws<SimulationException>(simulator.Step);
        Assert.Equal("cycle 2: total: an unknown value is loaded; it comes from word 2 of memory table, which was never written (Kernel.cs:3) (Kernel.cs:8)", error.Message);
    }

    [Fact]
    public void A_multiplexer_with_an_unknown_condition_and_equal_values_is_known()
    {
        var m = new Module("m");
        var condition = m.Register(1, null, "condition");
        m.Drive(condition, condition);
        var a = m.Input("a", 8);
        var b = m.Input("b", 8);
        m.Output("q", m.Multiplex(condition, a, b));
        var simulator = new CheckedInterpreter(m, Collect);
        simulator.SetInput("a", 0x55);
        simulator.SetInput("b", 0x55);
        Assert.Equal(0, simulator.PeekUnknown(m.Outputs["q"]));
        simulator.SetInput("b", 0x57);
        Assert.Equal(2, simulator.PeekUnknown(m.Outputs["q"]));
    }
}
