using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Reference;
using CsCheck;

namespace Accel.Rtl.Tests.Simulation;

public sealed class CompiledSimulatorTests
{
    private static readonly SimulationOptions Collect = new() { StopAtFirstProblem = false };

    [Fact]
    public void Random_netlists_run_in_lock_step_with_the_interpreter()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 120], Gen.Int[1, 200]).Sample(
            (seed, operators, width) => LockStep(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false }), seed, 20),
            iter: 600);

    [Fact]
    public void Large_random_netlists_run_in_lock_step_with_the_interpreter()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[300, 900], Gen.Int[1, 64]).Sample(
            (seed, operators, width) => LockStep(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false }), seed, 30),
            iter: 40);

    private static void LockStep(Module module, int seed, int cycles)
    {
        var expected = new Interpreter(module, Collect);
        var actual = new CompiledSimulator(module, Collect);
        var random = new Random(seed);
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            bool reset = random.Next(8) == 0;
            (expected.ResetAsserted, actual.ResetAsserted) = (reset, reset);
            foreach (var input in module.Inputs.Where(_ => random.Next(2) == 0))
            {
                var value = RandomNetlist.Value(random, input.WidthBits);
                expected.SetInput(input.Name, value);
                actual.SetInput(input.Name, value);
            }

            foreach (string output in module.Outputs.Keys)
                Assert.True(expected.GetOutputWide(output) == actual.GetOutputWide(output), $"seed {seed} cycle {cycle}: {output} is {actual.GetOutputWide(output)}, expected {expected.GetOutputWide(output)}");
            foreach (var signal in module.Signals)
                Assert.True(expected.Peek(signal) == actual.Peek(signal), $"seed {seed} cycle {cycle}: {actual.Names[signal]} is {actual.Peek(signal)}, expected {expected.Peek(signal)}");
            expected.Step();
            actual.Step();
            Assert.Equal(expected.Problems, actual.Problems);
            foreach (var memory in module.Memories)
            {
                for (int word = 0; word < memory.Depth; word++)
                    Assert.Equal(expected.PeekMemory(expected.Names[memory], word), actual.PeekMemory(actual.Names[memory], word));
            }
        }
    }
}
