using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir.Text;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>A few dumps as people read them, each also run against plain C#.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("sum", "[Unroll(\"i\", Factor = 2)]\npublic virtual void Run(SimpleMemory memory)\n{\nint sum = 0;\nfor (int i = 0; i < 8; i++)\n{\nif (memory.ReadBoolean(i)) continue;\nsum += memory.ReadInt32(i + 8);\n}\nmemory.WriteInt32(0, sum);\n}")]
    [InlineData("order", "public virtual void Run(SimpleMemory memory)\n{\nint i = memory.ReadInt32(0) & 3; int[] a = new int[4];\na[i++] += i + Next(ref i);\nmemory.WriteInt32(0, a[0] + i);\n}\nstatic int Next(ref int x) { x *= 3; return x & 3; }")]
    [InlineData("switch", "public virtual void Run(SimpleMemory memory)\n{\nint x = memory.ReadInt32(0);\nswitch (x & 3)\n{\ncase 0: x = 5; break;\ncase 1: case 2: if (x > 9) { break; } x = 6; break;\ndefault: return;\n}\nmemory.WriteInt32(1, x);\n}")]
    [InlineData("objects", "public virtual void Run(SimpleMemory memory)\n{\nvar p = new P(memory.ReadInt32(0), 2);\nP[] all = new P[3];\nall[1] = p;\nall[p.Y].Move(4);\nmemory.WriteInt32(0, all[2].X + all[1].Y);\n}\npublic struct P(int x, int y) { public int X = x; public int Y = y; public void Move(int by) => X += by; }")]
    [InlineData("tables", "static readonly byte[] Squares = Make();\nstatic byte[] Make() { var t = new byte[4]; for (int i = 0; i < t.Length; i++) t[i] = (byte)(i * i); return t; }\n[Persistent] private readonly short[] _kept = new short[Length];\nconst int Length = 2 * 2;\n[Memory(\"_kept\", MemoryKind.Block)]\n[Range(\"_kept\", 0, 9)]\npublic virtual void Run(SimpleMemory memory)\n{\nint i = memory.ReadInt32(0) & 3;\n_kept[i] = Squares[i];\nmemory.WriteInt32(0, _kept[i] + Squares[3]);\n}")]
    public void Dumps_are_as_reviewed(string name, string members)
    {
        string source = $"using Hast.Transformer.SimpleMemory; using Accel.Hast;\npublic class K\n{{\n{members}\n}}\n";
        KernelComparison.AssertSame(source);
        GoldenText.AssertSame(
            $"testbenches/Accel.Transformer.Tests/Frontend/Golden/{name}.txt", source + "\n" + IrPrinter.Print(KernelComparison.Load(source)));
    }

    [Fact]
    public void The_documented_table_of_diagnostics_is_current() =>
        GoldenText.AssertSame("hardware/Accel.Transformer/docs/diagnostics.md", DiagnosticTable.ToMarkdown());

    [Fact]
    public void Ids_are_unique_and_complete()
    {
        Assert.Equal(DiagnosticDescriptors.All.Count, DiagnosticDescriptors.All.Select(item => item.Id).Distinct().Count());
        Assert.All(DiagnosticDescriptors.All, item => Assert.Matches("^ACC0[0-9]{3}$", item.Id));
        Assert.All(DiagnosticDescriptors.All, item => Assert.True(item.Title.Length > 0 && item.MessageFormat.Length > 0 && item.Remedy.Length > 0, item.Id));
    }
}
