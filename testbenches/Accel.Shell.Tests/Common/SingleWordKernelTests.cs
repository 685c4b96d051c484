using Accel.Rtl.Vhdl;
using Accel.Shell.Common;
using Accel.Shell.Pcie;
using Accel.Shell.Serial;
using Accel.ToolRunners;
using Accel.Transformer;

namespace Accel.Shell.Tests.Common;

/// <summary>A kernel with memories of one word, and names that are none of VHDL, is synthesised inside each shell.</summary>
public sealed class SingleWordKernelTests
{
    private const string Source = """
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public class accel_job_control
        {
            [Persistent] private int @signal;
            [Persistent] private readonly bool[] flags = new bool[1];
            [Banked("b", Banks = 4)]
            public virtual void Run(SimpleMemory memory)
            {
                int[] b = new int[4];
                for (int i = 0; i < 9; i++) { b[memory.ReadInt32(i) & 3] += i; }
                @signal += b[memory.ReadInt32(0) & 3];
                flags[0] = !flags[0];
                memory.WriteInt32(1, flags[0] ? @signal : 0);
            }
        }
        """;

    private static readonly ShellIdentity _identity = new() { DesignHash = new string('0', 64), Kernel = "Counter" };

    public static TheoryData<string> Shells => new("serial", "pcie");

    [Theory]
    [MemberData(nameof(Shells))]
    public void GHDL_synthesises_the_shell(string shell)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        var kernel = KernelCompiler.Compile(KernelSource.FromText(Source), "accel_job_control", new TransformOptions()).Module!;
        var module = shell == "serial"
            ? SerialShell.Build(kernel, _identity,
            new SerialShellOptions { ClockHz = 12_000_000, MemoryCells = 64, Board = "bench" }.Small())
            : PcieShell.Build(kernel, _identity);
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(module);
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        ghdl.Analyse(directory.Path, files.Select(static f => f.Name), cancellationToken: TestContext.Current.CancellationToken);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, "shell.v", TestContext.Current.CancellationToken);
        Assert.Equal(files.Length, files.Select(static f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
