using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Reference;
using CsCheck;

namespace Accel.Rtl.Tests.Simulation;

public sealed class InterpreterAgainstReferenceTests
{
    [Fact]
    public void Random_netlists_behave_as_the_reference_says()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 120], Gen.Int[1, 200]).Sample(
            (seed, operators, width) => Compare(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false }), seed),
            iter: 1500);

    private static void Compare(Module module, int seed)
    {
        var reference = new ReferenceSimulator(module);
        var simulator = new Interpreter(module, new SimulationOptions { StopAtFirstProblem = false });
        var random = new Random(seed);
        for (int cycle = 0; cycle < 20; cycle++)
        {
            bool reset = random.Next(8) == 0;
            (reference.Reset, simulator.ResetAsserted) = (reset, reset);
            foreach (var input in module.Inputs.Where(_ => random.Next(2) == 0))
            {
                var value = RandomNetlist.Value(random, input.WidthBits);
                reference.SetInput(input.Name, value);
                simulator.SetInput(input.Name, value);
            }

            reference.Settle();
            foreach (var signal in module.Signals)
                Assert.True(reference.Value(signal) == simulator.Peek(signal), $"seed {seed} cycle {cycle}: {simulator.Names[signal]} is {simulator.Peek(signal)}, expected {reference.Value(signal)}");
            reference.Step();
            simulator.Step();
            foreach (var memory in module.Memories)
            {
                for (int word = 0; word < memory.Depth; word++)
                    Assert.Equal(reference.Word(memory, word), simulator.PeekMemory(simulator.Names[memory], word));
            }
        }
    }
}
