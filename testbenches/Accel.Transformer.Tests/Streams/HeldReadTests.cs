using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>What an iteration has read from block RAM when it has to wait, while one ahead of it reads at the same port. Plain C# =
/// RTL.</summary>
public sealed class HeldReadTests
{
    [Theory]
    [InlineData("int p = table[i & 63]; to.Write(p ^ 1); int q = table[((((p * 7777) >> 3) * (p ^ 345)) >> 5) & 63]; last.Write(q);",
        "Ultra")]
    [InlineData("int p = table[i & 63]; int r = table[(i + 9) & 63]; to.Write(p ^ r); int q = table[((((p * 7777) >> 3) * (p ^ 345)) >> 5) & 63] + table[((((r * 7777) >> 3) * (p ^ 345)) >> 6) & 63]; last.Write(q);", "Block")]
    [InlineData("int x = from.Read(); int p = table[x & 63]; to.Write(p); int q = table[((((p * 7777) >> 3) * (p ^ 345)) >> 5) & 63]; last.Write(q ^ x);", "Ultra")]
    public void It_is_still_there(string body, string kind)
    {
        const string load =
            "int[] input = new int[64]; for (int i = 0; i < 64; i++) { input[i] = memory.ReadInt32(i); } int[] a = new int[64]; int[] b = new int[64];";
        const string store = " for (int i = 0; i < 64; i++) { memory.WriteInt32(64 + i, a[i]); memory.WriteInt32(128 + i, b[i]); }";
        string members = $$"""
            [Pipeline("i")] static void Feed(int[] from, Stream<int> to) { for (int i = 0; i < 64; i++) { to.Write(from[i]); } }
            [Memory("table", MemoryKind.{{kind}})] [Pipeline("i", InitiationInterval = 0)] static void Mid(Stream<int> from, Stream<int> to, Stream<int> last)
            {
                int[] table = new int[64]; for (int k = 0; k < 64; k++) { table[k] = k * 3777 - 5; }
                for (int i = 0; i < 64; i++) { {{(body.Contains("from.Read") ? "" : "int z = from.Read(); ")}}{{body}} }
            }
            static void Drain(Stream<int> from, int[] to, int n) { for (int i = 0; i < 64; i++) { if ((i & 15) < n) { int x = i; while (x < i + 6) { x++; } } to[i] = from.Read(); } }
            """;
        foreach (var (one, other) in ((int, int)[])[(7, 0), (0, 7), (9, 12), (16, 3)])
        {
            foreach (int places in (int[])[1, 2, 3])
            {
                string tasks = $"var s = new Stream<int>({places}); var t = new Stream<int>({places}); var u = new Stream<int>({places});"
                    + "var p = Task.Run(() => Feed(input, s)); var q = Task.Run(() => Mid(s, t, u));"
                    + $"var r = Task.Run(() => Drain(t, a, {one})); var v = Task.Run(() => Drain(u, b, {other})); Task.WaitAll(p, q, r, v);";
                _ = Kernels.Check(Kernels.Source(load + tasks + store, "", members), Kernels.Cells(192, 7));
            }
        }
    }
}
