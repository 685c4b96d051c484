using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Whatever legal C# calls its classes, methods, variables and arrays, the hardware has names that GHDL takes and computes what C#
/// computes.
/// </summary>
public sealed class NastyNameTests
{
    private const string Usings = "using System.Runtime.CompilerServices;\nusing Accel.Hast;\nusing Hast.Transformer.SimpleMemory;\n";

    private static readonly string LongName = string.Concat(Enumerable.Repeat("Long", 300));

    public static TheoryData<string, string> Classes => new()
    {
        { "entity", "public class entity { public virtual void architecture(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "work", "public class work { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "always", "public class always { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "logic", "public class @logic { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "class", "public class @class { public virtual void @if(SimpleMemory m) { int @while = m.ReadInt32(0); m.WriteInt32(1, @while "
            + "+ 1); } }" },
        { "Con", "public class Con { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "_Größe__Δ_", "public class _Größe__Δ_ { public virtual void Δ(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "点々", "public class 点々 { public virtual void 実行(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "e\u0301", "public class e\u0301 { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "_", "public class _ { public virtual void __(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "rtl", "public class rtl { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "accel_top", "public class accel_top { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { "clk", "public class clk { public virtual void Run(SimpleMemory m) { m.WriteInt32(1, m.ReadInt32(0) + 1); } }" },
        { LongName, $"public class {LongName} {{ public virtual void {LongName}{LongName}(SimpleMemory m) {{ m.WriteInt32(1, "
            + $"m.ReadInt32(0) + 1); }} }}" },
    };

    public static TheoryData<string> Bodies => new(
        "int _ = m.ReadInt32(0), __ = m.ReadInt32(1), ___ = 0; for (int ____ = 0; ____ < 4; ____++) { ___ += _ ^ __; _ += 3; } "
            + "m.WriteInt32(9, ___);",
        "int сумма = 0; for (int ι = 0; ι < 4; ι++) { сумма += m.ReadInt32(ι); } m.WriteInt32(9, сумма);",
        "int[] 表 = new int[16], 表々 = new int[16]; for (int ι = 0; ι < 16; ι++) { 表[ι] = m.ReadInt32(ι & 7) & 255; 表々[表[ι] & 15] ^= ι; } "
            + "int k = m.ReadInt32(3) & 7; m.WriteInt32(9, 表[k] + 表々[k]);",
        "int signal = m.ReadInt32(0), Signal = m.ReadInt32(1), SIGNAL = 1, signal_s = 0, @bool = 2; for (int i = 0; i < 5; i++) { "
            + "signal += Signal; Signal ^= SIGNAL; signal_s -= signal; @bool += signal_s; } m.WriteInt32(9, signal + Signal * 3 + "
            + "SIGNAL + signal_s + @bool);",
        "int e\u0301 = m.ReadInt32(0), é = m.ReadInt32(1), e = 3; for (int i = 0; i < 4; i++) { e += é; é ^= e\u0301; e\u0301 += 5; } "
            + "m.WriteInt32(9, e ^ é ^ e\u0301);",
        "int clk = m.ReadInt32(0), rst = m.ReadInt32(1), start = 3, busy = 1; int[] word_index = new int[5]; for (int i = 0; i < 4; "
            + "i++) { clk += rst; rst ^= start; start += busy; word_index[i] = clk; } m.WriteInt32(9, clk + word_index[m.ReadInt32(2) & "
            + "3]);",
        $"int {LongName} = m.ReadInt32(0), {LongName}2 = m.ReadInt32(1); int[] {LongName}3 = new int[8]; for (int i = 0; i < 8; i++) {{ "
            + $"{LongName} += {LongName}2; {LongName}3[i] = {LongName}; }} m.WriteInt32(9, {LongName} + {LongName}3[m.ReadInt32(2) & 7]);");

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_of_any_name_becomes_hardware_that_computes(string name, string text)
    {
        var result = KernelCompiler.Compile(KernelSource.FromText(Usings + text), name, new TransformOptions());
        Assert.Empty(result.Diagnostics);
        string file = Assert.Single(VhdlWriter.Write(result.Module!)).Name;
        Assert.True(file.Length < 90 && file.All(char.IsAscii), file);
        uint[] cells = [41, 0, 0];
        Assert.Equal([41, 42, 0], Simulate(result.Module!, cells, 0));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Variables_and_arrays_of_any_name_compute_what_they_compute_in_plain_CSharp(string body)
    {
        var source = KernelSource.FromText(Usings + $"public class K {{ public virtual void Run(SimpleMemory m) {{ {body} }} }}");
        uint[] cells = Kernels.Cells(16);
        Assert.Equal(Kernels.RunPlain(source, cells), Simulate(Kernels.Compile(source), cells, 0));
    }

    private static uint[] Simulate(Module module, uint[] cells, int member)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        using var directory = new ToolDirectory();
        var options = new MemoryBenchOptions { Cells = cells.Length, Member = member };
        var design = VhdlWriter.Write(module);
        var files = design.Add(MemoryBench.Write(module, options));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        directory.Write(options.InputFile, string.Concat(cells.Select(cell => cell.ToString("x8", CultureInfo.InvariantCulture) + "\n")));
        var analysis = ghdl.Analyse(
            directory.Path, files.Select(file => file.Name), allWarnings: true, TestContext.Current.CancellationToken);
        Assert.Equal("", analysis.StandardError);
        ghdl.SynthesiseToVerilog(directory.Path, module.Name, "synthesised.v", TestContext.Current.CancellationToken);
        var result = ghdl.Simulate(directory.Path, module.Name + "_memory_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        return [.. directory.Read(options.OutputFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => uint.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }
}
