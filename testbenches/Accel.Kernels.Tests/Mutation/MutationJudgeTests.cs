using Accel.Generation;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Transformer;
using Accel.Verification;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class MutationJudgeTests
{
    private static readonly IKernelVectors _neuron = KernelVectors.All.Single(static k => k.Kernel == nameof(BinaryNeuron));
    private static readonly IKernelVectors _sum = KernelVectors.All.Single(static k => k.Kernel == nameof(Sum256));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_original_is_proved_equal_to_itself()
        => Assert.Equal(
            (MutantOutcome.Equivalent, "simplified, it is the original's netlist"), await VerdictAsync(_neuron, static netlist => netlist, 0));

    [Fact]
    public async Task A_wrong_sum_is_found_and_named()
    {
        var (outcome, reason) = await VerdictAsync(_neuron, static netlist => Changed(netlist, "Add made Subtract (Neurons/NeuronVector.cs"), 2);
        Assert.Equal(MutantOutcome.Killed, outcome);
        Assert.StartsWith("rtl: BinaryNeuron, recorded: every option at its edges (seed 0): layer s", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_vectors_do_not_show_survives()
    {
        // Without a current nothing is ever added to a membrane.
        var vector = _neuron.Recorded[0];
        uint[] memory = [.. vector.Memory];
        int currents = (int)memory[NeuronLayout.CurrentPointerCell], spikes = (int)memory[NeuronLayout.SpikePointerCell];
        memory.AsSpan(currents, spikes - currents).Clear();
        var weak = new WeakVectors(vector with { Memory = memory, Expected = [ExpectedRegion.OfCells(new Models.NamedTensor("s", [spikes - currents], new int[spikes - currents]), spikes)] });
        var (outcome, reason) = await VerdictAsync(weak, static netlist => Changed(netlist, $"Add made Subtract (Neurons/NeuronVector.cs:{MembraneSum()})"), 0);
        Assert.Equal(MutantOutcome.Survived, outcome);
        Assert.Contains("found in the lock step alone", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_burst_that_is_announced_wrongly_breaks_a_rule()
    {
        var (outcome, reason) = await VerdictAsync(_sum, static netlist => Changed(netlist, "register burst_left NeverEnabled"), 0);
        Assert.Equal(MutantOutcome.Killed, outcome);
        Assert.Contains("announced was that it reads cell 1, 254 to follow", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_faults_show_beside_a_memory_that_stalls_alone()
    {
        var netlist = KernelGenerator.Generate(_neuron.Kernel).Module.Flatten();
        foreach (var change in Mutation.All(netlist).Where(static m => m is { From: Operator.And, Source: null }))
        {
            var mutant = NetlistMutator.Apply(netlist, change);
            if (await FaultAsync(mutant, stalls: false) is null && await FaultAsync(mutant, stalls: true) is { } fault)
            {
                Assert.Contains("beside a memory that stalls: ", fault, StringComparison.Ordinal);
                return;
            }
        }

        Assert.Fail("there is none");
    }

    [Fact]
    public async Task The_ladder_finds_what_changes_results()
    {
        var campaign = new MutationCampaign(
            KernelSource.FromEmbedded(typeof(BinaryNeuron).Assembly), _neuron, new MutationOptions { Count = 12, Seed = 5, LockStepVectors = 4 });
        foreach (var mutants in new[] { await campaign.NetlistAsync(Token), await campaign.SourceAsync(Token) })
        {
            Assert.Equal((12, 0), (mutants.Mutants, mutants.Survived));
            Assert.InRange(mutants.Killed, 8, 12);
            Assert.Equal(12, mutants.Killed + mutants.Refused + mutants.ProvedEquivalent + mutants.LockStepEquivalent + mutants.TimingOnly);
        }
    }

    private static async Task<(MutantOutcome Outcome, string Reason)> VerdictAsync(IKernelVectors kernel, Func<Module, Module> change, int count)
    {
        var netlist = KernelGenerator.Generate(kernel.Kernel).Module.Flatten();
        var judge = await MutationJudge.PrepareAsync(kernel, netlist, count, 4, Token);
        var verdict = await judge.JudgeAsync(change(netlist), Token);
        return (verdict.Outcome, verdict.Reason);
    }

    private static async Task<string?> FaultAsync(Module netlist, bool stalls)
    {
        using var rung = new RtlRung(_ => netlist, options: new KernelSimulationOptions { MostCycles = 10_000 }, stalls: stalls);
        return DifferenceFinder.Find("rtl", _neuron.Kernel, _neuron.Recorded[0], await rung.RunAsync(_neuron, _neuron.Recorded[0], Token))?.ToString();
    }

    private static Module Changed(Module netlist, string change)
        => NetlistMutator.Apply(netlist, NetlistChange.All(netlist).First(c => c.ToString()!.Contains(change, StringComparison.Ordinal)));

    private static int MembraneSum()
    {
        var file = KernelSource.FromEmbedded(typeof(BinaryNeuron).Assembly).Files.Single(static f => f.Path == "Neurons/NeuronVector.cs");
        return 1 + Array.FindIndex(file.Text.Split('\n'), static l => l.Contains("int u = membrane +", StringComparison.Ordinal));
    }

    private sealed class WeakVectors(KernelCase only) : IKernelVectors
    {
        public string Kernel => _neuron.Kernel;

        public IReadOnlyList<KernelCase> Recorded => [only];

        public KernelCase Random(int seed) => _neuron.Random(seed);

        public void RunPlain(SimpleMemory memory, int member) => _neuron.RunPlain(memory, member);
    }
}
