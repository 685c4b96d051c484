using System.Text.RegularExpressions;
using Accel.Generation;
using Accel.Kernels.Tests.Synthesis;
using Accel.Rtl;
using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>
/// The rungs below RTL: what is right passes, what was damaged in the netlist or in the VHDL's source is found on the proper rung and
/// named.
/// </summary>
// Both work in the folders of the synthesised kernels: one after the other.
[Collection("synthesised kernels")]
public sealed partial class GateRungTests(SynthesisedKernels kernels)
{
    private const int Seed = 5;
    private const string Kernel = nameof(CalledAccumulate);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IKernelVectors Vectors => KernelVectors.All.Single(static k => k.Kernel == Kernel);

    [Fact]
    public async Task A_sound_netlist_passes_and_is_proved_equal()
    {
        kernels.Of(Kernel);
        foreach (IRung rung in (IRung[])[new NetlistRung(kernels.Designs), new FormalRung(kernels.Designs)])
        {
            var report = await RunAsync(rung);
            Assert.True(report is { Failed: 0, Skipped: 0 } && report.Passed > 0, report.FirstDifference?.ToString());
        }
    }

    [Fact]
    public async Task A_changed_table_of_the_netlist_is_found_by_gates_and_by_proof()
    {
        kernels.Of(Kernel);
        using var designs = new SynthesisedDesigns(static kernel => KernelGenerator.Generate(kernel).Module);
        var design = designs.Of(Kernel, Token);
        string netlist = design.Directory.Read(design.Report.NetlistFile);

        // The last table of the adder's carry chain is far from the control: the kernel ends as before, with another sum.
        var table = Sum().Match(netlist);
        Assert.True(table.Success);
        design.Directory.Write(design.Report.NetlistFile, netlist[..table.Groups[1].Index] + "9" + netlist[(table.Groups[1].Index + 1)..]);

        var found = (await RunAsync(new NetlistRung(designs))).FirstDifference!;
        Assert.Equal(("netlist", Kernel), (found.Rung, found.Kernel));
        Assert.NotNull(found.Trace);
        Assert.NotNull(found.Layer);
        Assert.NotEqual(found.Expected, found.Actual);

        var refuted = (await RunAsync(new FormalRung(designs))).FirstDifference!;
        Assert.Contains("not proved equal", refuted.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_operator_is_named_by_all_rungs_that_run_the_netlist_in_the_same_words()
    {
        kernels.Of(Kernel);
        var sound = KernelGenerator.Generate(Kernel).Module.Flatten();
        var changed = NetlistMutator.Apply(sound, Mutation.All(sound).First(static m => m.From == Operator.Add && m.Source?.File == "Benchmarks/CalledAccumulate.cs"));
        using var designs = new SynthesisedDesigns(_ => changed);
        var rtl = (await RunAsync(new RtlRung(_ => changed))).FirstDifference!;
        Assert.NotNull(rtl.Layer);
        Assert.NotNull(rtl.Cycle);
        foreach (IRung rung in (IRung[])[new GhdlRung(_ => changed, traced: _ => changed), new NetlistRung(designs)])
        {
            Assert.Equal(rtl with { Rung = rung.Name }, (await RunAsync(rung)).FirstDifference);
        }

        // Equal to its own RTL it is all the same: the proof is about synthesis.
        Assert.Equal(1, (await RunAsync(new FormalRung(designs))).Passed);
    }

    [Fact]
    public async Task Vhdl_that_is_not_the_simulated_netlist_is_named_by_signal_and_cycle()
    {
        kernels.Of(Kernel);
        var sound = KernelGenerator.Generate(Kernel).Module.Flatten();
        var changed = NetlistMutator.Apply(sound, Mutation.All(sound).First(static m => m.From == Operator.Add && m.Source?.File == "Benchmarks/CalledAccumulate.cs"));

        // GHDL is given the changed one, and a trace of the sound one.
        using var ghdl = new GhdlRung(_ => changed, traced: _ => sound);
        var found = (await RunAsync(ghdl)).FirstDifference!;
        Assert.NotNull(found.Layer);
        Assert.Matches("^mem_req_(data|address|valid)$", found.Trace!.Signal);
        Assert.NotEqual(found.Trace.Expected, found.Trace.Actual);
        Assert.True(found.Trace.Cycle > 0);
    }

    [Fact]
    public async Task A_kernel_with_memories_is_not_proved_and_the_engine_is_left_to_those_who_ask_for_it()
    {
        kernels.Of(Kernel);
        using var formal = new FormalRung(kernels.Designs);
        Assert.Contains("memories", formal.Declines(nameof(Attention16))!.Reason, StringComparison.Ordinal);
        var engine = KernelVectors.All.Single(static k => k.Kernel == KernelGenerator.Engine);
        var report = (await new Ladder([new NetlistRung(kernels.Designs, includesLarge: false)]).RunAsync([engine], Seed, static (_, _) => 1, null, Token)).Rungs[0];
        Assert.Equal((engine.Recorded.Count + 1, engine.Recorded.Count + 1), (report.Vectors, report.Skipped));
        Assert.Equal("accel verify --rung netlist --kernel SpikingTransformerEngine", report.Remedy);
    }

    [Fact]
    public void A_kernel_that_multiplies_two_numbers_is_not_proved()
    {
        kernels.Of(Kernel);
        const string Text = "public class K { public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory) { "
            + "memory.WriteInt32(0, memory.ReadInt32(1) * memory.ReadInt32(2)); } }";
        using var designs = new SynthesisedDesigns(
            static _ => KernelCompiler.Compile(KernelSource.FromText(Text), "K", new TransformOptions()).Module!);
        using var formal = new FormalRung(designs);
        Assert.Contains("multipliers", formal.Declines("K")!.Reason, StringComparison.Ordinal);
        using var sound = new FormalRung(kernels.Designs);
        Assert.Null(sound.Declines(Kernel));
    }

    [Fact]
    public async Task The_golden_rung_finds_a_value_that_is_wider_than_proved()
    {
        var vector = new EngineVectors().Random(Seed);
        Assert.NotEmpty(vector.Widths);
        var width = vector.Widths.First(w => vector.Expected.Single(r => r.Expected.Name == w.Tensor).Expected.Values.Any(static v => v is < -1 or > 0));
        var narrow = vector with { Widths = [width with { ProvedBits = 1 }] };
        Assert.Null((await new GoldenRung().RunAsync(new EngineVectors(), vector, Token)).Fault);
        Assert.Contains("does not fit in the 1 bits", (await new GoldenRung().RunAsync(new EngineVectors(), narrow, Token)).Fault, StringComparison.Ordinal);

        uint[] memory = [.. vector.Memory];
        memory[^1] ^= 1;
        Assert.Contains("another one", (await new GoldenRung().RunAsync(new EngineVectors(), vector with { Memory = memory }, Token)).Fault, StringComparison.Ordinal);
    }

    private static async Task<RungReport> RunAsync(IRung rung)
    {
        using var rungs = new Rungs([rung]);
        return (await new Ladder(rungs.All).RunAsync([Vectors], Seed, static (_, _) => 1, null, Token)).Rungs.Single();
    }

    // A propagate table of an adder: a XOR of two inputs, whose first hexadecimal digit is 6.
    [GeneratedRegex(@"LUT2 #\(\s*\.INIT\(4'h(6)\)")]
    private static partial Regex Sum();
}
