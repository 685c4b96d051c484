using System.Globalization;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>
/// The memory bench in VHDL, Verilog and C++ is one bench: with a slow memory that refuses requests, all say, write and leave the same.
/// </summary>
public sealed class MemoryBenchViewsTests
{
    private const string VerilogFile = "kernel.v";

    private static readonly MemoryBenchOptions Options = new()
    {
        Cells = 200, Member = 1, LatencyCycles = 7, StallEvery = 3, WritesFile = "writes.txt", ProgressEvery = 50,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Icarus_and_Verilator_say_and_write_what_ghdl_does()
    {
        var (ghdl, icarus, verilator) = Tools();
        using var directory = new ToolDirectory();
        uint[] before = Memory(20);
        WriteKernel(directory, ghdl, before);
        var expected = InGhdl(directory, ghdl, runs: 2);
        Assert.Equal(0, expected.ExitCode);
        Assert.StartsWith("STARTED\nPROGRESS cycle=50\n", expected.Output, StringComparison.Ordinal);
        Assert.Equal(SumKernel.Expected(before, 1), expected.Memory.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => uint.Parse(l, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        Assert.Equal(2 * 20, expected.Writes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Assert.Equal(expected, InIcarus(directory, icarus, Options, runs: 2));
        var program = BuildWithVerilator(directory, verilator);
        Assert.Equal(expected, Outcome(directory, Options, () => program.Run(["+runs=2"], new ToolRun { WorkingDirectory = directory.Path }, Token)));

        // The same program again, with a kernel that leaves its memory.
        uint[] tooMany = Memory(1000);
        directory.Write(Options.InputFile, Hex(tooMany));
        const string Message = "ERROR mem_req_address is 000000c8";
        var left = program.Run([], new ToolRun { WorkingDirectory = directory.Path }, Token);
        Assert.Equal(1, left.ExitCode);
        Assert.Contains(Message, left.StandardOutput, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Message, InIcarus(directory, icarus, Options, runs: 1).Output, StringComparison.OrdinalIgnoreCase);
        var unended = InIcarus(directory, icarus, Options with { MaximumCycles = 30 }, runs: 1);
        Assert.EndsWith("ERROR not done after 31 cycles\n", unended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_that_are_not_kernels_are_refused_in_each_language()
    {
        var module = new Module("plain");
        module.Output("q", module.Input("a", 3));
        foreach (var write in new Action[] { () => VerilogMemoryBench.Write(module, Options), () => VerilatorMemoryBench.Write(module, Options) })
            Assert.Contains("has no port start", Assert.Throws<ArgumentException>(write).Message, StringComparison.Ordinal);
    }

    private static (Ghdl Ghdl, Icarus Icarus, Verilator Verilator) Tools()
    {
        var tools = (Ghdl: new Ghdl(), Icarus: new Icarus(), Verilator: new Verilator());
        Assert.SkipUnless(tools.Ghdl.IsAvailable, $"ghdl is not installed: {tools.Ghdl.InstallCommand}");
        Assert.SkipUnless(tools.Icarus.IsAvailable, $"iverilog is not installed: {tools.Icarus.InstallCommand}");
        Assert.SkipUnless(tools.Verilator.Missing is null, $"{tools.Verilator.Missing?.Program} is not installed: {tools.Verilator.InstallCommand}");
        return tools;
    }

    private static void WriteKernel(ToolDirectory directory, Ghdl ghdl, uint[] memory)
    {
        var module = SumKernel.Build();
        directory.Write(Options.InputFile, Hex(memory));
        ghdl.Analyse(directory.Path, VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text)), cancellationToken: Token);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, VerilogFile, Token);
    }

    private static BenchOutcome InGhdl(ToolDirectory directory, Ghdl ghdl, int runs)
    {
        var bench = MemoryBench.Write(SumKernel.Build(), Options);
        ghdl.Analyse(directory.Path, [directory.Write(bench.Name, bench.Text)], allWarnings: true, Token);
        return Outcome(directory, Options, () => ghdl.Simulate(directory.Path, Path.GetFileNameWithoutExtension(bench.Name), [$"-gruns={runs}"], cancellationToken: Token));
    }

    private static BenchOutcome InIcarus(ToolDirectory directory, Icarus icarus, MemoryBenchOptions options, int runs)
    {
        var bench = VerilogMemoryBench.Write(SumKernel.Build(), options);
        icarus.Compile(directory.Path, [directory.Write(bench.Name, bench.Text), VerilogFile], Path.GetFileNameWithoutExtension(bench.Name), "bench.vvp", Token);
        return Outcome(directory, options, () => icarus.Simulate(directory.Path, "bench.vvp", [$"+runs={runs}"], cancellationToken: Token));
    }

    private static ToolRunner BuildWithVerilator(ToolDirectory directory, Verilator verilator)
    {
        var module = SumKernel.Build();
        var bench = VerilatorMemoryBench.Write(module, Options);
        return verilator.Build(directory.Path, VerilogFile, module.Name, directory.Write(bench.Name, bench.Text), cancellationToken: Token);
    }

    // Languages write hexadecimal digits in either case.
    private static BenchOutcome Outcome(ToolDirectory directory, MemoryBenchOptions options, Func<ToolResult> run)
    {
        foreach (string file in new[] { options.OutputFile, options.WritesFile! })
            File.Delete(Path.Combine(directory.Path, file));
        var result = run();
        string Read(string file) => File.Exists(Path.Combine(directory.Path, file)) ? directory.Read(file).ToUpperInvariant() : "";
        return new BenchOutcome(result.ExitCode, result.StandardOutput, Read(options.OutputFile), Read(options.WritesFile!));
    }

    private static string Hex(uint[] memory) => string.Concat(memory.Select(static c => c.ToString("x8", CultureInfo.InvariantCulture) + "\n"));

    private static uint[] Memory(int count)
    {
        var random = new Random(5);
        uint[] memory = [.. Enumerable.Range(0, Options.Cells).Select(_ => (uint)random.NextInt64(1L << 32))];
        memory[0] = (uint)count;
        return memory;
    }

    private sealed record BenchOutcome(int ExitCode, string Output, string Memory, string Writes);
}
