using System.Numerics;
using Accel.Generation;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Simulation;
using Accel.Models;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>That the ladder can fail: what was damaged is found, and named by layer, timestep, element, cycle, values and seed.</summary>
public sealed class DamageIsFoundTests
{
    private const int Seed = 77;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_bit_of_one_weight_in_the_memory()
    {
        var (sound, damaged, input) = Networks();
        var vector = EngineCase.Of("one bit", Seed, sound, input);
        uint[] other = EngineCase.Of("one bit", Seed, damaged, input).Memory;
        int cell = Assert.Single(Enumerable.Range(0, other.Length), c => other[c] != vector.Memory[c]);
        int bit = BitOperations.TrailingZeroCount(other[cell] ^ vector.Memory[cell]);

        // The golden model of the damaged weights says what the hardware must come to.
        var expected = TensorComparison.Compare(GoldenModel.Run(sound, input).Tensors, GoldenModel.Run(damaged, input).Tensors).Differences[0];
        Assert.Equal("block.0.mlp.h", expected.Layer);

        var engine = EngineDesigns.Generated.Module;
        foreach (IRung rung in (IRung[])[new PlainRung(), new RtlRung(_ => engine)])
        {
            var found = await FirstDifferenceAsync(new FlippedBitRung(rung, cell, bit), new OneVector(new EngineVectors(), vector));
            Assert.Equal(
                (rung.Name, Seed, expected.Layer, expected.Index[0], expected.Element, expected.Expected, expected.Actual),
                (found.Rung, found.Seed, found.Layer, found.Timestep!.Value, found.Element!.Value, found.Expected!.Value, found.Actual!.Value));
            Assert.Equal(rung is RtlRung ? LastWrite(engine, other, found.Cell!.Value) : null, found.Cycle);
        }
    }

    [Fact]
    public async Task One_operator_of_the_netlist()
    {
        var kernel = KernelVectors.All.Single(static k => k.Kernel == nameof(BinaryNeuron));
        var vector = kernel.Random(Seed);
        var netlist = KernelGenerator.Generate(kernel.Kernel).Module.Flatten();
        var changed = NetlistMutator.Apply(netlist, Mutation.All(netlist).First(static m => m.From == Operator.Add && m.Source == MembraneSum()));
        var found = await FirstDifferenceAsync(new RtlRung(_ => changed), new OneVector(kernel, vector));

        // Found once more, by hand.
        var (spikes, region) = (vector.Expected[0].Expected, vector.Expected[0].Cell);
        var memory = new KernelMemory([.. vector.Memory]);
        new KernelSimulation(changed).Run(memory, 0, Token);
        int element = Enumerable.Range(0, spikes.Values.Length).First(i => (int)memory.Cells[region + i] != spikes.Values[i]);
        Assert.Equal(
            ("rtl", kernel.Kernel, $"random {Seed}", Seed, "s", element / spikes.Shape[2], element, region + element),
            (found.Rung, found.Kernel, found.Vector, found.Seed, found.Layer, found.Timestep!.Value, found.Element!.Value, found.Cell!.Value));
        Assert.Equal((spikes.Values[element], (int)memory.Cells[region + element]), (found.Expected!.Value, found.Actual!.Value));
        Assert.Equal(LastWrite(changed, vector.Memory, region + element), found.Cycle);
        Assert.NotNull(found.Cycle);

        var ghdl = new GhdlRung(_ => changed);
        Assert.SkipUnless(ghdl.Unavailable is null, ghdl.Unavailable?.Remedy ?? "");
        Assert.Equal(found with { Rung = "ghdl" }, await FirstDifferenceAsync(ghdl, new OneVector(kernel, vector)));
    }

    private static async Task<Difference> FirstDifferenceAsync(IRung rung, IKernelVectors kernel)
    {
        using var rungs = new Rungs([rung]);
        var report = await new Ladder(rungs.All).RunAsync([kernel], Seed, static (_, _) => 0, null, Token);
        Assert.Equal(1, report.Failed);
        return report.FirstDifference!;
    }

    // int u = membrane + ...
    private static SourceLocation MembraneSum()
    {
        var file = KernelSource.FromEmbedded(typeof(BinaryNeuron).Assembly).Files.Single(static f => f.Path == "Neurons/NeuronVector.cs");
        return new SourceLocation(file.Path, 1 + Array.FindIndex(file.Text.Split('\n'), static l => l.Contains("int u = membrane +", StringComparison.Ordinal)));
    }

    // The bench's own count: the cycle of the last write to a cell.
    private static long? LastWrite(Module netlist, uint[] memory, int cell)
    {
        long? cycle = null;
        var simulation = new KernelSimulation(netlist, new KernelSimulationOptions { OnWrite = w => cycle = w.Cell == cell ? w.Cycle : cycle });
        simulation.Run(new KernelMemory([.. memory]), 0, Token);
        return cycle;
    }

    private static (SpikingTransformerModel Sound, SpikingTransformerModel Damaged, NetworkInput Input) Networks()
    {
        var configuration = RandomConfiguration.Small(3) with { LeakShift = 0, Timesteps = 2, WeightBits = 8, KBits = 4 };
        var sound = RandomModel.Create(configuration, Seed);
        var fc1 = sound.Blocks[0].Fc1;
        var weights = fc1.Weight.ToArray();
        weights[1] ^= 1 << 6;
        var damaged = sound with { Blocks = sound.Blocks.SetItem(0, sound.Blocks[0] with { Fc1 = fc1 with { Weight = [.. weights] } }) };
        return (sound, damaged, RandomInput.Create(configuration, Seed));
    }
}
