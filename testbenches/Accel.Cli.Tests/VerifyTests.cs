using Accel.Host.Simulation;
using Accel.Rtl;
using Accel.Verification;

namespace Accel.Cli.Tests;

public sealed class VerifyTests
{
    [Fact]
    public async Task A_sound_kernel_passes()
    {
        var run = await Cli.RunAsync("verify", "--kernel", "BinaryNeuron", "--rung", "csharp", "rtl", "--count", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("pass 10 fail 0 skip 0 (seed 1)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_is_changed_in_the_netlist_ends_with_1_and_the_first_difference()
    {
        var netlist = KernelGenerator.Generate("BinaryNeuron").Module.Flatten();
        var mutation = Mutation.All(netlist).First(static m => m.From == Operator.Subtract && m.Source is { File: "Neurons/NeuronVector.cs" });
        var services = new CliServices { Rungs = names => new Rungs(names, _ => NetlistMutator.Apply(netlist, mutation)) };
        var run = await Cli.RunAsync(services, "verify", "--kernel", "BinaryNeuron", "--rung", "csharp", "rtl", "--seed", "40", "--count", "3", "--json");
        run.MustFail(1, "first difference: rtl: BinaryNeuron", "layer s", "--kernel BinaryNeuron --rung rtl");
        Assert.All(run.Json.GetProperty("rungs").EnumerateArray(), static r => Assert.Equal(r.GetProperty("rung").GetString() == "rtl", r.GetProperty("failed").GetInt32() > 0));
    }
}
