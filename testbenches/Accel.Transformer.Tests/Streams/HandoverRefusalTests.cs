using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Where it cannot be proved that one task at a time uses an array, the kernel is refused at a line that shows it.</summary>
public sealed class HandoverRefusalTests
{
    private const string Two =
        "int[][] buffers = { new int[8], new int[8] }; var free = new Stream<int>(2); var full = new Stream<int>(2);\n";
    private const string Prime = "free.Write(0); free.Write(1);\n";
    private const string Consumer =
        "var b = Task.Run(() => { int x = 0; for (int t = 0; t < 4; t++) { int k = full.Read(); x += buffers[k][t]; free.Write(k); } return x; });\nTask.WaitAll(a, b); memory.WriteInt32(0, b.Result);";

    /// <summary>What a kernel does (// ! marks the line), and words of the message.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        // The consumer's buffer is used after it was given back.
        { Two + Prime + Producer("buffers[k][1] = t; full.Write(k);")
            + "var b = Task.Run(() => { int x = 0; for (int t = 0; t < 4; t++) { int k = full.Read(); free.Write(k);\nx += buffers[k][t]; //!\n} return x; });\nTask.WaitAll(a, b); memory.WriteInt32(0, b.Result);", "holds no token" },
        // The producer writes once more behind the token.
        { Two + Prime + Producer("full.Write(k);\nbuffers[k][1] = t; //!\n") + Consumer, "holds no token" },
        // Another buffer than the one of the token.
        { Two + Prime + Producer("full.Write(k);\nbuffers[1 - k][1] = t; //!\n") + Consumer, "holds no token" },
        // The token is sent twice.
        { Two + Prime + Producer("buffers[k][1] = t; full.Write(k);\nfull.Write(k); //\n") + Consumer, "line 13 writes to full" },
        // A token of which there are two.
        { Two + "free.Write(0); free.Write(0);\n" + Producer("buffers[k][1] = t; full.Write(k);") + Consumer, "writes to free" },
        { Two + "free.Write(1);\n" + Producer("buffers[k][1] = t; full.Write(k);")
            + "var b = Task.Run(() => { free.Write(1); int x = 0; for (int t = 0; t < 4; t++) { int k = full.Read(); x += buffers[k][t]; free.Write(k); } return x; });\nTask.WaitAll(a, b); memory.WriteInt32(0, b.Result);",
            "two tasks start with the token 1" },
        // A number that nobody knows.
        { Two + Prime + Producer("buffers[k][1] = t; full.Write(memory.ReadInt32(t) & 1);") + Consumer, "line 12 writes to full" },
        // A token that is held on one way only.
        { Two + Prime + Producer("if (t < 3) { full.Write(k); }\nbuffers[k][1] = t; //!\nif (t == 3) { full.Write(k); }") + Consumer,
            "holds no token" },
        // Three elements for two buffers that are counted.
        { Two + "free.Write(5); free.Write(5); free.Write(5);\n" + Counted("t & 1", "full.Read(); x += buffers[t & 1][t]; free.Write(5);"),
            "holds no token" },
        // Each counts for itself.
        { Two + "free.Write(5); free.Write(5);\n" + Counted("(t >> 1) & 1", "full.Read(); x += buffers[t & 1][t]; free.Write(5);"),
            "holds no token" },
        { Two + "free.Write(5); free.Write(5);\n" + Counted("t & 1", "full.Read(); x += buffers[(t + 1) & 1][t]; free.Write(5);"),
            "holds no token" },
        // Behind the element that is sent, or in an iteration that sends none.
        { Two + "free.Write(5); free.Write(5);\n" + Counted("t & 1", "full.Read(); free.Write(5);\nx += buffers[t & 1][t];"),
            "holds no token" },
        { Two + "free.Write(5); free.Write(5);\n" + Counted("t & 1",
            "if (t == 2) { continue; } full.Read(); x += buffers[t & 1][t]; free.Write(5);"),
            "holds no token" },
        // Nobody sends anything that says so.
        { "int[] buffer = new int[8]; var s = new Stream<int>(2);\nvar a = Task.Run(() => { for (int t = 0; t < 4; t++) { buffer[t] = t; s.Write(t); } });\n"
            + "var b = Task.Run(() => { int x = 0; for (int t = 0; t < 4; t++) { x += s.Read() + buffer[t]; } return x; });\nTask.WaitAll(a, b); memory.WriteInt32(0, b.Result);",
            "buffer[8]" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_handover_without_a_proof_is_refused(string body, string words)
    {
        var result = KernelCompiler.Compile(Kernels.Source(body), "K", new TransformOptions());
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, d => Assert.Contains(d.Descriptor,
            new[] { DiagnosticDescriptors.Handover, DiagnosticDescriptors.NetworkShares }));
        Assert.Contains(result.Diagnostics, d => d.ToString().Contains(words, StringComparison.Ordinal));
        int marked = body.Split('\n').ToList().FindIndex(line => line.Contains("//!", StringComparison.Ordinal));
        if (marked >= 0)
        {
            // Line 9 is the body's first.
            Assert.All(result.Diagnostics, d => Assert.Equal(marked + 9, d.Location.Line));
        }
    }

    // What other streams carry has nothing to do with the array.
    [Fact]
    public void The_reason_names_the_streams_between_the_tasks_that_use_the_array()
    {
        string body = Two + "var options = new Stream<int>(2); options.Write(memory.ReadInt32(1)); options.Write(memory.ReadInt32(2));\n"
            + Prime
            + Producer("buffers[k][1] = t + (t < 2 ? options.Read() : 0); full.Write(k);\nfull.Write(k);\n") + Consumer;
        var result = KernelCompiler.Compile(Kernels.Source(body), "K", new TransformOptions());
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, d => Assert.Contains("writes to full", d.ToString(), StringComparison.Ordinal));
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("options", d.ToString(), StringComparison.Ordinal));
    }

    private static string Counted(string index, string consumer)
        => "var a = Task.Run(() => { for (int t = 0; t < 4; t++) { free.Read(); buffers[" + index + "][1] = t; full.Write(5); } });\n"
            + "var b = Task.Run(() => { int x = 0; for (int t = 0; t < 4; t++) { " + consumer + " } return x; });\n"
            + "Task.WaitAll(a, b); memory.WriteInt32(0, b.Result);";

    private static string Producer(string body)
        => "var a = Task.Run(() => { for (int t = 0; t < 4; t++) { int k = free.Read();\n" + body + "} });\n";
}
