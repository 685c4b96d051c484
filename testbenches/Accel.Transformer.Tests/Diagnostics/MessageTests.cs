using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Diagnostics;

/// <summary>A message names the true cause, at its line, and not something else that is wrong only because of it.</summary>
public sealed class MessageTests
{
    /// <summary>Id, what the message says, and a source as in <see cref="DiagnosticTests.Provocations"/>.</summary>
    public static TheoryData<string, string, string> Errors => new()
    {
        { "ACC0313", "System.Linq.Enumerable", "int[] a = new int[4];\nmemory.WriteInt32(0, System.Linq.Enumerable.Sum(a)); //!" },
        { "ACC0313", "Sum is LINQ", "int[] a = new int[4];\nmemory.WriteInt32(0, a.Sum()); //!" },
        { "ACC0313", "Select is LINQ", "int[] a = new int[4];\nforeach (int x in a.Select(v => v + 1)) { memory.WriteInt32(0, x); } //!" },
        { "ACC0303", "Math.BigMul(ulong, ulong)", "memory.WriteInt32(0, (int)(ulong)Math.BigMul(memory.ReadUInt32(1), 3UL)); //!" },
        {
            "ACC0303", "R.GetHashCode(), which C# makes for the record R,",
            "var r = new R(memory.ReadInt32(1));\nmemory.WriteInt32(0, r.GetHashCode()); //!\n} public record struct R(int A) {\n"
        },
        { "ACC0313", "Enumerable is LINQ", "foreach (int i in Enumerable.Range(0, 4)) { memory.WriteInt32(i, i); } //!" },
        { "ACC0311", "Task.Delay with 1 argument has no hardware", "System.Threading.Tasks.Task.Delay(5); //!" },
        { "ACC0311", "Task.Wait with 1 argument", "var t = System.Threading.Tasks.Task.Run(() => 3);\nt.Wait(5); //!" },
        { "ACC0312", "CellCount of SimpleMemory is known to the host only", "memory.WriteInt32(0, memory.CellCount); //!" },
        { "ACC0312", "Write4Bytes is given something else than an array of at most 4 bytes",
            "byte[] b = new byte[5];\nmemory.Write4Bytes(0, b); //!" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_names_its_cause(string id, string says, string source)
    {
        string text = DiagnosticTests.Program(source);
        var error = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions()).Diagnostics);
        Assert.Equal((id, DiagnosticTests.MarkedLine(text)), (error.Descriptor.Id, error.Location.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    // Editors put it into every file.
    [Fact]
    public void A_using_directive_of_LINQ_alone_is_no_error() =>
        KernelComparison.AssertSame("using System.Linq; " + KernelComparison.Kernel("memory.WriteInt32(0, memory.ReadInt32(1) + 1);"));

    [Fact]
    public void A_call_that_is_refused_is_told_what_there_is()
    {
        string remedy = DiagnosticDescriptors.UnknownMethod.Remedy;
        Assert.All(
            ["Clamp", "Sign", "BigMul", "PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2", "IsPow2", "RoundUpToPowerOf2",
                "RotateLeft", "RotateRight"],
            name => Assert.Contains(name, remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void What_follows_from_an_array_that_was_refused_is_not_reported()
    {
        string text = DiagnosticTests.Program(
            "var c = new C(memory.ReadInt32(0)); c.A[1] = 3; F(c); memory.WriteInt32(0, c.A[2] + c.A.Length);\n} static void F(C c) { c.A[3]++; foreach (int x in c.A) { c.A[0] += x; } }\n"
            + "class C { public int[] A; public C(int n) {\nA = new int[n]; //!\n}");
        var error = Assert.Single(KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions()).Diagnostics);
        Assert.Equal(("ACC0106", DiagnosticTests.MarkedLine(text)), (error.Descriptor.Id, error.Location.Line));
    }

    /// <summary>Id, what the note says, and a source.</summary>
    public static TheoryData<string, string, string> Notes => new()
    {
        { "ACC0207", "throw new InvalidOperationException()",
            "int x = memory.ReadInt32(0);\nif (x < 0) { throw new InvalidOperationException(); } //!\nmemory.WriteInt32(0, x);" },
        {
            "ACC0504", "both use t, and what line 4 does stands between their starts",
            "int[] t = new int[64]; var a = System.Threading.Tasks.Task.Run(() => { for (int k = 0; k < 64; k++) { t[k] = k; } });\nfor (int i = 0; i < 64; i++) { t[i]++; }\n"
                + "var b = System.Threading.Tasks.Task.Run(() => { for (int k = 0; k < 64; k++) { t[k] *= 3; } }); //!\nSystem.Threading.Tasks.Task.WaitAll(a, b); memory.WriteInt32(0, t[memory.ReadInt32(0) & 63]);"
        },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void A_note_names_what_is_not_as_one_might_expect(string id, string says, string source)
    {
        string text = DiagnosticTests.Program(source);
        var result = KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        var note = Assert.Single(result.Notes);
        Assert.Equal((id, DiagnosticTests.MarkedLine(text)), (note.Descriptor.Id, note.Location.Line));
        Assert.Contains(says, note.Message, StringComparison.Ordinal);
    }
}
