using Accel.Generation;
using Accel.Hast;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.Verification;
using CsCheck;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class KernelVectorTests
{
    // Of an engine each takes seconds; whole networks are those of the recorded ones.
    private static int RandomRtlVectors(string kernel) => KernelGenerator.Engines.Contains(kernel) ? 2 : 6;

    public static TheoryData<string> Kernels() => [.. KernelVectors.All.Select(k => k.Kernel)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Plain_CSharp_equals_the_golden_model_on_recorded_vectors(string kernel)
    {
        var vectors = Of(kernel);
        Assert.NotEmpty(vectors.Recorded);
        Assert.All(vectors.Recorded, vector => EqualsExpected(kernel, vector, RunPlain(vectors, vector)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Plain_CSharp_equals_the_golden_model_on_random_vectors(string kernel)
    {
        var vectors = Of(kernel);
        Gen.Int[0, 1_000_000].Sample(
            seed =>
            {
                var vector = vectors.Random(seed);
                EqualsExpected(kernel, vector, RunPlain(vectors, vector));
            },
            iter: KernelGenerator.Engines.Contains(kernel) ? 3 : 300,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Generated_hardware_leaves_the_same_memory_as_plain_CSharp(string kernel)
    {
        var vectors = Of(kernel);
        var compiled = GeneratedKernels.Of(kernel);
        Assert.Empty(compiled.Result.Diagnostics);
        var simulation = new KernelSimulation(compiled.Module,
            new KernelSimulationOptions { CheckUninitialised = true, MostCycles = 2_000_000 });

        // What a run leaves in the engine's memories, the next one may write out beside its tensors: one engine for all runs in plain C#
        // too.
        var engine = new SpikingTransformerEngine();
        foreach (var vector in vectors.Recorded.Concat(Enumerable.Range(1, RandomRtlVectors(kernel)).Select(vectors.Random)))
        {
            uint[] plain = kernel == KernelGenerator.Engine ? RunPlain(engine, vector) : RunPlain(vectors, vector);
            var memory = new KernelMemory([.. vector.Memory]);
            var run = simulation.Run(memory, vector.Member, TestContext.Current.CancellationToken);
            Assert.True(run.Error == Accel.Interfaces.DeviceErrorCode.None, $"{kernel}, {vector.Name}: {run.Error} {run.Detail}");
            for (int cell = 0; cell < plain.Length; cell++)
            {
                Assert.True(plain[cell] == memory.Cells[cell], $"{kernel}, {vector.Name}: cell {cell} is {memory.Cells[cell]:x8}, plain C# has {plain[cell]:x8}");
            }
        }
    }

    /// <summary>The interpreter is the oracle of compiled simulation: all ports in every cycle, all registers in some.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compiled_simulation_runs_in_lock_step_with_the_interpreter(string kernel)
    {
        Assert.SkipUnless(CompiledSimulator.IsSupported, "compiled simulation needs an x86-64 processor");
        var vectors = Of(kernel);
        var module = GeneratedKernels.Of(kernel).Module;

        // The interpreter takes its time: of the engine's networks the smallest one.
        var vector = kernel == KernelGenerator.Engine
            ? vectors.Recorded.Where(static v => v.Expected.Length > 1).MinBy(static v => v.Memory.Length)! : vectors.Recorded[0];
        var (expected, expectedRegisters) = Record(new Interpreter(module), vector);
        var (actual, actualRegisters) = Record(new CompiledSimulator(module), vector);
        Assert.True(expected == actual, $"{kernel}: the ports differ");
        Assert.Equal(expectedRegisters, actualRegisters);
    }

    private static (string Ports, List<int> Registers) Record(ISimulator simulator, KernelCase vector)
    {
        const int CyclesBetweenLooks = 97;
        var ports = new StringWriter();
        var registers = new List<int>();
        void Look(ISimulator _)
        {
            if (simulator.Cycle % CyclesBetweenLooks != 0)
            {
                return;
            }

            var hash = default(HashCode);
            foreach (var register in simulator.Module.Signals.OfType<RegisterSignal>())
            {
                hash.Add(simulator.Peek(register));
            }

            registers.Add(hash.ToHashCode());
        }

        var simulation = new KernelSimulation(simulator, new KernelSimulationOptions { Trace = ports, StallSeed = 5, BeforeEdge = Look });
        Assert.Equal(Accel.Interfaces.DeviceErrorCode.None,
            simulation.Run(new KernelMemory([.. vector.Memory], latencyCycles: 3), vector.Member, TestContext.Current.CancellationToken)
                .Error);
        return (ports.ToString(), registers);
    }

    [Fact]
    public void Every_vector_depends_on_its_seed_alone()
        => Assert.All(KernelVectors.All, vectors => Assert.Equal(vectors.Random(17).Memory, vectors.Random(17).Memory));

    private static IKernelVectors Of(string kernel) => KernelVectors.All.Single(k => k.Kernel == kernel);

    private static uint[] RunPlain(IKernelVectors vectors, KernelCase vector)
    {
        var memory = PlainMemory.Of(vector.Memory);
        vectors.RunPlain(memory, vector.Member);
        return PlainMemory.Cells(memory);
    }

    private static uint[] RunPlain(SpikingTransformerEngine engine, KernelCase vector)
    {
        var memory = PlainMemory.Of(vector.Memory);
        engine.Run(memory);
        return PlainMemory.Cells(memory);
    }

    private static void EqualsExpected(string kernel, KernelCase vector, uint[] memory)
    {
        foreach (var region in vector.Expected)
        {
            int[] actual = region.Decode(memory[region.Cell..(region.Cell + region.Cells)]);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    region.Expected.Values[i] == actual[i],
                    $"{kernel}, {vector.Name}: {region.Expected.Name}[{i}] is {actual[i]}, the golden model has {region.Expected.Values[i]}");
            }
        }
    }
}
