using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Programs in the style of Hastlayer's samples, unchanged, through the whole path: plain C# = IR = RTL = VHDL in GHDL.</summary>
public sealed class SampleProgramTests
{
    public static TheoryData<string> Names => [.. SampleProgram.Programs.Select(program => program.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_code_IR_and_RTL_agree(string name)
    {
        var program = Find(name);
        uint[] expected = program.RunPlain(out int member);
        Assert.NotEqual(expected, program.Cells);
        Assert.Equal(expected, program.Interpret(member));
        var module = Compile(program);
        foreach (var (latency, seed) in new[] { (7, 5), (1, 0) })
        {
            uint[] actual = [.. program.Cells];
            int cycles = new KernelHarness(module, latency, seed).Run(actual, member);
            Assert.Equal(expected, actual);
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}, latency {latency}: {cycles} cycles");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_VHDL_gives_the_same_in_GHDL(string name)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        var program = Find(name);
        uint[] expected = program.RunPlain(out int member);
        var module = Compile(program);
        using var directory = new ToolDirectory();
        var options = new MemoryBenchOptions { Cells = program.Cells.Length, Member = member };
        var files = VhdlWriter.Write(module).Add(MemoryBench.Write(module, options));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        directory.Write(options.InputFile, string.Concat(program.Cells.Select(cell => cell.ToString("x8", CultureInfo.InvariantCulture) + "\n")));
        Assert.Equal("", ghdl.Analyse(directory.Path, files.Select(file => file.Name), allWarnings: true, TestContext.Current.CancellationToken).StandardError);
        var result = ghdl.Simulate(directory.Path, module.Name + "_memory_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Equal(expected, directory.Read(options.OutputFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => uint.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private static SampleProgram Find(string name) => SampleProgram.Programs.Single(program => program.ToString() == name);

    private static Module Compile(SampleProgram program)
    {
        var result = KernelCompiler.Compile(program.Source, program.Class, program.Options);
        Assert.Empty(result.Diagnostics);
        return result.Module!;
    }
}
