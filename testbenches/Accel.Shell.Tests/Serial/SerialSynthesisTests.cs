using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Host.Tests;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.Shell.Serial;
using Accel.ToolRunners;

namespace Accel.Shell.Tests.Serial;

/// <summary>What Yosys makes of the shell: no latches, memories in block RAM, and no more logic than the README says.</summary>
public sealed class SerialSynthesisTests
{
    private const int Cells = 1024;

    private static readonly SerialShellOptions _small = new SerialShellOptions { ClockHz = 12_000_000, MemoryCells = Cells, Board = "ice40" }.Small();
    private static readonly SerialShellOptions _large = new() { ClockHz = 100_000_000, MemoryCells = Cells, Board = "artix" };

    [Fact]
    public void A_small_device_has_room_for_the_shell_beside_the_kernel()
    {
        string stat = Synthesise(_small, "synth_ice40 -top {0}");

        // The memory, of 128 cells per block; scratch, program, receive buffer and block of COBS. Yosys makes the identity of LUTs.
        Report("iCE40", stat, "SB_LUT4", "SB_DFF[A-Z]*", "SB_CARRY", "SB_RAM40_4K");
        Assert.InRange(Count(stat, "SB_LUT4"), 500, 1700);
        Assert.InRange(Count(stat, "SB_DFF[A-Z]*"), 300, 900);
        Assert.Equal((Cells / 128) + 2 + 3 + 1 + 1, Count(stat, "SB_RAM40_4K"));
    }

    // The blocks lie side by side in place of one behind the other.
    [Fact]
    public void A_memory_of_four_cells_a_beat_takes_no_more_block_RAM()
    {
        string stat = Synthesise(_small, "synth_ice40 -top {0}", WideKernel.Build(4));
        Report("iCE40, 128 bits", stat, "SB_LUT4", "SB_DFF[A-Z]*", "SB_CARRY", "SB_RAM40_4K");
        Assert.Equal((Cells / 128) + 2 + 3 + 1 + 1, Count(stat, "SB_RAM40_4K"));
    }

    [Fact]
    public void On_7_series_the_shell_is_a_small_part_of_any_device()
    {
        string stat = Synthesise(_large, "synth_xilinx -family xc7 -noiopad -noclkbuf -flatten -top {0}");
        Report("7 series", stat, "LUT[1-6]", "FD[RSCP]E", "CARRY4", "RAMB18E1", "RAMB36E1");
        Assert.InRange(Count(stat, "LUT[1-6]"), 300, 1200);
    }

    [Fact]
    public void The_clock_of_100_MHz_is_kept_on_7_series_by_the_estimate()
    {
        var estimate = Estimator.Estimate(SerialShell.Build(TestKernels.AddStep(), SerialBench.Identity, _large));
        TestContext.Current.TestOutputHelper!.WriteLine($"estimated: {estimate.Luts} LUTs, {estimate.FlipFlops} flip-flops, {estimate.DepthNs:F1} ns through {string.Join(", ", estimate.CriticalPath)}");
        Assert.InRange(estimate.DepthNs, 0, 10);
    }

    // The memory, the receive buffer, program and scratch; identity and block of COBS are LUT RAM.
    [Fact]
    public void Small_memories_take_no_block_RAM_where_there_is_LUT_RAM()
        => Assert.Equal(2 + 2 + 1 + 1, Estimator.Estimate(SerialShell.Build(TestKernels.AddStep(), SerialBench.Identity, _large)).BlockRams);

    private static string Synthesise(SerialShellOptions options, string mapping, Module? kernel = null)
    {
        var (ghdl, yosys) = (new Ghdl(), new Yosys());
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        Assert.SkipUnless(yosys.IsAvailable, yosys.InstallCommand);
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(SerialShell.Build(kernel ?? TestKernels.AddStep(), SerialBench.Identity, options));
        foreach (var file in files)
            directory.Write(file.Name, file.Text);
        var token = TestContext.Current.CancellationToken;
        ghdl.Analyse(directory.Path, files.Select(static f => f.Name), cancellationToken: token);
        ghdl.SynthesiseToVerilog(directory.Path, SerialShell.Name, "top.v", token);
        string script = "read_verilog top.v; " + mapping + "; select -assert-none t:LD* t:$dlatch* t:SB_DLATCH*; tee -o stat.txt stat";
        yosys.RunScript(directory.Path, script.Replace("{0}", SerialShell.Name, StringComparison.Ordinal), cancellationToken: token);
        return directory.Read("stat.txt");
    }

    private static void Report(string family, string stat, params string[] cells)
        => TestContext.Current.TestOutputHelper!.WriteLine($"{family}: {string.Join(", ", cells.Select(c => $"{c} {Count(stat, c)}"))}");

    private static long Count(string stat, string cells)
        => Regex.Matches(stat, $@"^ +(?:{cells}) +([0-9]+)$", RegexOptions.Multiline).Sum(static m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
}
