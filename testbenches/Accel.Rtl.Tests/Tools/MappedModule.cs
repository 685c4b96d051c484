using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Tools;

/// <summary>A module in the cells of the 7-series.</summary>
internal static class MappedModule
{
    /// <summary>Writes its VHDL and maps it; the test is skipped when a tool is missing.</summary>
    public static CellCounts Map(Module module) => Map(module, static (_, synthesis) => synthesis.Mapped);

    /// <summary>The same, and finds its longest path.</summary>
    public static CellPath Time(Module module, Series7Timing timing)
        => Map(module, (directory, synthesis) => timing.Run(directory, synthesis, module.Name, TestContext.Current.CancellationToken)!);

    private static T Map<T>(Module module, Func<ToolDirectory, SynthesisReport, T> look)
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text));
        return look(directory, synthesis.Run(directory, files, module.Name, TestContext.Current.CancellationToken));
    }
}
