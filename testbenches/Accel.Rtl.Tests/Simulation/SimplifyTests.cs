using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Reference;
using CsCheck;

namespace Accel.Rtl.Tests.Simulation;

public sealed class SimplifyTests
{
    [Fact]
    public void Random_netlists_behave_the_same_when_simplified()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 150], Gen.Int[1, 100]).Sample(
            (seed, operators, width) => Compare(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false }), seed),
            iter: 1500);

    [Fact]
    public void Small_random_netlists_full_of_constants_behave_the_same_when_simplified()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 60], Gen.Int[1, 4]).Sample(
            (seed, operators, width) => Compare(RandomNetlist.Build(seed, new() { Operators = operators, MaximumWidthBits = width, SafeMemories = false }), seed),
            iter: 3000);

    [Fact]
    public void Simplifying_twice_changes_nothing()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 60]).Sample(
            (seed, operators) =>
            {
                var once = RandomNetlist.Build(seed, new() { Operators = operators }).Simplify();
                Assert.True(once.Simplify().Signals.Count <= once.Signals.Count);
            },
            iter: 300);

    private static void Compare(Module module, int seed)
    {
        var simplified = module.Simplify();
        Assert.True(simplified.Signals.Count <= module.Signals.Count, $"seed {seed}: {simplified.Signals.Count} signals instead of {module.Signals.Count}");
        AssertSame(module, simplified, seed);
    }

    /// <summary>Two modules with the same ports do the same on random inputs and resets.</summary>
    internal static void AssertSame(Module module, Module other, int seed)
    {
        var options = new SimulationOptions { StopAtFirstProblem = false };
        var (expected, actual) = (new Interpreter(module, options), new Interpreter(other, options));
        var random = new Random(seed);
        for (int cycle = 0; cycle < 25; cycle++)
        {
            foreach (var input in module.Inputs)
            {
                var value = RandomNetlist.Value(random, input.WidthBits);
                expected.SetInput(input.Name, value);
                actual.SetInput(input.Name, value);
            }

            foreach (string output in module.Outputs.Keys)
                Assert.True(expected.GetOutputWide(output) == actual.GetOutputWide(output), $"seed {seed} cycle {cycle}: {output} is {actual.GetOutputWide(output)}, expected {expected.GetOutputWide(output)}");
            actual.ResetAsserted = expected.ResetAsserted = random.Next(10) == 0;
            expected.Step();
            actual.Step();
        }
    }

    [Fact]
    public void A_kernel_behaves_the_same_when_simplified_and_has_less_logic()
    {
        var module = SumKernel.Build();
        var simplified = module.Simplify();
        Assert.True(simplified.Signals.Count < module.Signals.Count * 2 / 3);
        var (first, second) = (new uint[200], new uint[200]);
        first[0] = second[0] = 9;
        Assert.Equal(KernelMemory.Run(new Interpreter(module), first, 1, 3), KernelMemory.Run(new Interpreter(simplified), second, 1, 3));
        Assert.Equal(first, second);
    }
}
