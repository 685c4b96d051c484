using System.Reflection;
using Accel.Generation;
using Accel.Hast;
using Accel.ToolRunners;
using Xunit;

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>
/// What the VHDL of every kernel must be in the eyes of GHDL and Yosys. The engines, whose mapping takes minutes, and the
/// convolution, which <c>accel bench kernels</c> maps, are read only, and EventLanes, which the pipeline has in small, is left out.
/// </summary>
public sealed class SynthesisGateTests(SynthesisedKernels kernels)
{
    public static TheoryData<string> Kernels()
        => [.. KernelGenerator.Kernels.Where(static k => !Large().Any(row => row.Data == k) && k != nameof(EventLanes))];

    public static TheoryData<string> Large() => [.. KernelGenerator.Engines, nameof(SpikingConvolution)];

    // A matrix product of bytes is the one that multiplies.
    public static TheoryData<string> AdditionOnlyKernels()
        => [.. Kernels().Select(static row => row.Data).Where(static k => k != nameof(MatrixProduct))];

    [Theory]
    [MemberData(nameof(Kernels))]
    [MemberData(nameof(Large))]
    public void Ghdl_analyses_the_vhdl_without_a_warning(string kernel)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        using var directory = new ToolDirectory();
        var files = GeneratedKernels.Of(kernel).Vhdl.Select(f => directory.Write(f.Name, f.Text));
        var result = ghdl.Analyse(directory.Path, files, allWarnings: true, TestContext.Current.CancellationToken);
        Assert.Equal("", result.StandardOutput + result.StandardError);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_netlist_has_registers_and_no_latch(string kernel)
    {
        var report = kernels.Of(kernel).Report;
        Assert.True(report.Mapped.FlipFlops > 0, Text(report.Mapped));
        Assert.True(report.Generic.Latches == 0 && report.Mapped.Latches == 0, Text(report.Generic) + Text(report.Mapped));
    }

    [Theory]
    [MemberData(nameof(AdditionOnlyKernels))]
    public void An_addition_only_kernel_multiplies_neither_before_nor_after_mapping(string kernel)
    {
        Assert.NotNull(typeof(Attention16).Assembly.GetType("Accel.Kernels." + kernel)!.GetCustomAttribute<AdditionOnlyAttribute>());
        var report = kernels.Of(kernel).Report;
        Assert.True(report.Generic.Multipliers == 0 && report.Mapped.Dsps == 0, Text(report.Generic) + Text(report.Mapped));
    }

    [Theory]
    [MemberData(nameof(Large))]
    public void A_large_kernel_has_no_latch_and_multiplies_nowhere_before_mapping(string kernel)
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipWhen(synthesis.Missing is not null, $"{synthesis.Missing?.Program} is not installed");
        Assert.NotNull(typeof(Attention16).Assembly.GetType("Accel.Kernels." + kernel)!.GetCustomAttribute<AdditionOnlyAttribute>());
        var generated = GeneratedKernels.Of(kernel);
        using var directory = new ToolDirectory();
        var files = generated.Vhdl.Select(f => directory.Write(f.Name, f.Text)).ToList();
        var cells = synthesis.Read(directory, files, generated.Module.Name, TestContext.Current.CancellationToken);
        Assert.True(cells.Cells.ContainsKey("$add") && cells.Latches == 0 && cells.Multipliers == 0, Text(cells));
    }

    [Fact]
    public void A_multiplication_is_counted()
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipWhen(synthesis.Missing is not null, $"{synthesis.Missing?.Program} is not installed");
        var module = new Accel.Rtl.Module("product");
        module.Output("q", module.Binary(Accel.Rtl.Operator.Multiply, module.Input("a", 16), module.Input("b", 16)));
        using var directory = new ToolDirectory();
        var files = Accel.Rtl.Vhdl.VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text)).ToList();
        var report = synthesis.Run(directory, files, module.Name, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (report.Generic.Multipliers, report.Mapped.Dsps));
    }

    private static string Text(CellCounts counts) => string.Join(", ", counts.Cells.Select(static c => $"{c.Value} {c.Key}")) + "\n";
}
