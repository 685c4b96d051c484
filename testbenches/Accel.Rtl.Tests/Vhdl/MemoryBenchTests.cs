using System.Globalization;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

public sealed class MemoryBenchTests
{
    [Theory]
    [InlineData(0, 1, 0, GhdlBackend.Default)]
    [InlineData(1, 7, 3, GhdlBackend.Default)]
    [InlineData(1, 30, 2, GhdlBackend.Llvm)]
    public void A_kernel_gives_the_same_memory_and_cycles_in_ghdl_and_in_the_interpreter(int member, int latency, int stallEvery, GhdlBackend backend)
    {
        var memory = Memory(20);
        var inProcess = (uint[])memory.Clone();
        long cycles = KernelMemory.Run(new Interpreter(SumKernel.Build()), inProcess, member, latency, stallEvery);
        Assert.Equal(SumKernel.Expected(memory, member), inProcess);

        var options = new MemoryBenchOptions { Cells = memory.Length, Member = member, LatencyCycles = latency, StallEvery = stallEvery };
        var (result, after) = RunInGhdl(SumKernel.Build(), memory, options, backend);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Equal($"STARTED\nTOTAL {cycles}\nCYCLES {cycles}\n", result.StandardOutput);
        Assert.Equal("", result.StandardError);
        Assert.Equal(inProcess, after);
    }

    [Fact]
    public void An_address_beyond_the_memory_ends_the_bench_with_an_error()
    {
        var memory = Memory(20);
        memory[0] = 1000;
        var (result, _) = RunInGhdl(SumKernel.Build(), memory, new MemoryBenchOptions { Cells = memory.Length }, GhdlBackend.Default);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ERROR mem_req_address is 000000C8", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_does_not_end_in_time_ends_the_bench_with_an_error()
    {
        var (result, _) = RunInGhdl(SumKernel.Build(), Memory(20), new MemoryBenchOptions { Cells = 200, MaximumCycles = 30 }, GhdlBackend.Default);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ERROR not done after 31 cycles", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_without_the_ports_is_refused()
    {
        var module = new Module("plain");
        module.Output("q", module.Input("a", 3));
        var error = Assert.Throws<ArgumentException>(() => MemoryBench.Write(module, new MemoryBenchOptions { Cells = 1 }));
        Assert.Contains("has no port start", error.Message, StringComparison.Ordinal);
    }

    private static uint[] Memory(int count)
    {
        var random = new Random(5);
        var memory = new uint[200];
        for (int i = 0; i < memory.Length; i++)
            memory[i] = (uint)random.NextInt64(1L << 32);
        memory[0] = (uint)count;
        return memory;
    }

    private static (ToolResult Result, uint[] Memory) RunInGhdl(Module module, uint[] memory, MemoryBenchOptions options, GhdlBackend backend)
    {
        var ghdl = new Ghdl(backend);
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        using var directory = new ToolDirectory();
        directory.Write(options.InputFile, string.Concat(memory.Select(c => c.ToString("x8", CultureInfo.InvariantCulture) + "\n")));
        var files = VhdlWriter.Write(module).Add(MemoryBench.Write(module, options));
        foreach (var file in files)
            directory.Write(file.Name, file.Text);
        var analysis = ghdl.Analyse(directory.Path, files.Select(f => f.Name), allWarnings: true);
        Assert.Equal("", analysis.StandardError);
        var result = ghdl.Simulate(directory.Path, module.Name + "_memory_bench");
        return (result, !result.Succeeded ? [] : [.. directory.Read(options.OutputFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => uint.Parse(l, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
    }
}
