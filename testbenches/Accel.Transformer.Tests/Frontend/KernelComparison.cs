using System.Buffers.Binary;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Ir.Text;
using Accel.Transformer.Tests.Lowering;
using Hast.Transformer.SimpleMemory;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Runs small kernels as plain C#, as IR and as RTL on the same random memories and compares every cell.</summary>
internal static class KernelComparison
{
    /// <summary>Memories that the hardware is run on as well: it is a good deal slower.</summary>
    private const int HardwareRuns = 2;

    private const string Usings = "using Hast.Transformer.SimpleMemory; using Hast.Synthesis.Attributes; using Accel.Hast; ";

    /// <summary>
    /// A kernel class K whose Run has the given body; other members may follow in <paramref name="members"/>, on the same line numbers.
    /// </summary>
    public static string Kernel(string body, string members = "", string types = "") =>
        $"{Usings}public class K {{ public virtual void Run(SimpleMemory memory) {{ {body} }} {members} }} {types}";

    /// <summary>Loads a class K and asserts that nothing is wrong with it.</summary>
    public static KernelProgram Load(string source, TransformOptions? options = null)
    {
        FrontEndResult result = FrontEnd.Load(KernelSource.FromText(source), "K", options ?? new TransformOptions());
        Assert.True(result.Program is not null, string.Join('\n', result.Diagnostics) + "\n" + source);
        IReadOnlyList<string> violations = IrInvariants.Check(result.Program);
        Assert.True(violations.Count == 0, string.Join('\n', violations) + "\n" + IrPrinter.Print(result.Program));
        return result.Program;
    }

    /// <summary>Asserts that plain C#, IR and RTL agree on the first entry point, for several random memories.</summary>
    public static void AssertSame(string source, int cells = 64, int runs = 8, TransformOptions? options = null)
    {
        KernelProgram program = Load(source, options);
        (KernelAssembly? assembly, IReadOnlyList<KernelDiagnostic> diagnostics) =
            KernelAssembly.Load(KernelSource.FromText(source), "K", options ?? new TransformOptions());
        Assert.True(assembly is not null, string.Join('\n', diagnostics));
        IrInterpreter interpreter = new(program, 50_000_000);
        KernelHarness hardware = new(Compile(source, options), latency: 3);
        bool changes = false;
        for (int seed = 0; seed < runs; seed++)
        {
            uint[] before = Cells(seed, cells);
            uint[] expected = RunPlain(assembly, 0, before);
            uint[] actual = [.. before];
            interpreter.Run(0, actual);
            for (int cell = 0; cell < cells; cell++)
            {
                Assert.True(
                    expected[cell] == actual[cell],
                    $"seed {seed}, cell {cell}: C# {expected[cell]:x8}, IR {actual[cell]:x8}\n{source}\n{IrPrinter.Print(program)}");
            }

            if (seed < HardwareRuns)
            {
                actual = [.. before];
                _ = hardware.Run(actual);
                Assert.True(expected.SequenceEqual(actual), $"seed {seed}: C# [{string.Join(' ', expected)}], RTL [{string.Join(' ', actual)}]\n{source}");
            }

            changes |= !expected.SequenceEqual(before);
        }

        Assert.True(changes, "the kernel changes nothing: the comparison proves nothing");
    }

    private static Module Compile(string source, TransformOptions? options)
    {
        TransformResult result = KernelCompiler.Compile(KernelSource.FromText(source), "K", options ?? new TransformOptions());
        Assert.True(result.Module is not null, string.Join('\n', result.Diagnostics) + "\n" + source);
        return result.Module;
    }

    /// <summary>The memory after plain C# has run.</summary>
    public static uint[] RunPlain(KernelAssembly assembly, int member, uint[] cells)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            memory.WriteUInt32(cell, cells[cell]);
        }

        assembly.EntryPoints[member](memory);
        return [.. Enumerable.Range(0, cells.Length).Select(memory.ReadUInt32)];
    }

    /// <summary>Random cells; small numbers, extremes and any bits are equally likely.</summary>
    public static uint[] Cells(int seed, int count)
    {
        Random random = new(seed);
        uint[] extremes = [0, 1, uint.MaxValue, 0x80000000, 0x7fffffff, 0x80, 0xff80, 0x7fff];
        return
        [
            .. Enumerable.Range(0, count).Select(_ => random.Next(3) switch
            {
                0 => (uint)random.Next(0, 40),
                1 => extremes[random.Next(extremes.Length)],
                _ => BinaryPrimitives.ReverseEndianness((uint)random.NextInt64(1L << 32)),
            }),
        ];
    }
}
