using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Streams;

/// <summary>A kernel's VHDL in GHDL, beside the bench of a memory.</summary>
internal static class GhdlRun
{
    /// <summary>Asserts that it leaves the cells as expected, and that GHDL has nothing to say against the VHDL.</summary>
    public static void AssertSame(Module module, uint[] cells, uint[] expected, int member = 0)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        using var directory = new ToolDirectory();
        var options = new MemoryBenchOptions { Cells = cells.Length, Member = member };
        var files = VhdlWriter.Write(module).Add(MemoryBench.Write(module, options));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        directory.Write(options.InputFile, string.Concat(cells.Select(cell => cell.ToString("x8", CultureInfo.InvariantCulture) + "\n")));
        Assert.Equal("", ghdl.Analyse(directory.Path, files.Select(file => file.Name), allWarnings: true,
            TestContext.Current.CancellationToken).StandardError);
        var result = ghdl.Simulate(directory.Path, module.Name + "_memory_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Equal(expected, directory.Read(options.OutputFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => uint.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }
}
