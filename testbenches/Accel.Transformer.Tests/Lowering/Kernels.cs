using Accel.Rtl;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Kernels of one method written in a test.</summary>
internal static class Kernels
{
    /// <summary>A class K with an entry point of this body, and members.</summary>
    public static KernelSource Source(string body, string attributes = "", string members = "") => KernelSource.FromText(
        "using System.Threading.Tasks;\nusing Accel.Hast;\nusing Hast.Transformer.SimpleMemory;\npublic class K\n{\n" + attributes
        + "\npublic virtual void Run(SimpleMemory memory)\n{\n" + body + "\n}\n" + members + "\n}\n");

    /// <summary>The module of a kernel that has to be all right.</summary>
    public static Module Compile(KernelSource source, TransformOptions? options = null)
    {
        var result = KernelCompiler.Compile(source, "K", options ?? new TransformOptions());
        Assert.Empty(result.Diagnostics);
        return result.Module!;
    }

    /// <summary>What plain C# makes of the cells.</summary>
    public static uint[] RunPlain(KernelSource source, uint[] cells, int member = 0)
    {
        var (assembly, diagnostics) = KernelAssembly.Load(source, "K", new TransformOptions());
        Assert.Empty(diagnostics);
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(i, cells[i]);
        }

        assembly!.EntryPoints[member](memory);
        return [.. Enumerable.Range(0, cells.Length).Select(memory.ReadUInt32)];
    }

    /// <summary>Plain C# = RTL, with a quick memory and with awkward ones; the cycles with the quick one.</summary>
    public static int Check(KernelSource source, uint[] cells, TransformOptions? options = null)
    {
        var expected = RunPlain(source, cells);
        var module = Compile(source, options);
        int cycles = 0;
        foreach (var (latency, seed) in new[] { (7, 5), (1, 3), (1, 0) })
        {
            var actual = (uint[])cells.Clone();
            cycles = new KernelHarness(module, latency, seed).Run(actual);
            Assert.Equal(expected, actual);
        }

        return cycles;
    }

    /// <summary>Cells of small numbers.</summary>
    public static uint[] Cells(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(100))];
    }
}
