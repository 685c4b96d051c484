using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Tools;

/// <summary>A module in the cells of the 7-series.</summary>
internal static class MappedModule
{
    /// <summary>Writes its VHDL and maps it; the test is skipped when a tool is missing.</summary>
    public static CellCounts Map(Module module)
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        using var directory = new ToolDirectory();
        return synthesis.Run(directory, VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text)), module.Name, TestContext.Current.CancellationToken).Mapped;
    }
}
