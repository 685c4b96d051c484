using System.Globalization;

namespace Accel.Verification;

/// <summary>Kernels whose unrolled size is a parameter: what a compiler may find hard.</summary>
public static class CompileShapes
{
    // A loop is copied at most 65,536 times: two nested ones reach further.
    private const int InnerCopies = 1000;

    private sealed record Shape(string Before, string Operation, string After);

    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["chain"] = new("int x = memory.ReadInt32(0); int y = memory.ReadInt32(1);", "x = (x + y) ^ i;", "memory.WriteInt32(0, x);"),
        ["sum"] = new("int x = 0; int y = memory.ReadInt32(1);", "x += y ^ i;", "memory.WriteInt32(0, x);"),
        ["gated"] = new(
            "int[] sums = new int[64]; int x = memory.ReadInt32(0); int y = memory.ReadInt32(1);",
            "if (((y >> (i & 31)) & 1) == 1) { sums[i & 63] += x ^ i; }",
            "for (int k = 0; k < 64; k++) { memory.WriteInt32(k, sums[k]); }"),
        ["memory"] = new("int x = 0;", "x += memory.ReadInt32(i); memory.WriteInt32(i, x);", ""),
        ["arrays"] = new(
            "int[] a = new int[256]; int y = memory.ReadInt32(0); for (int k = 0; k < 256; k++) { a[k] = y + k; }",
            "a[(y + i) & 255] = a[i & 255] + i;",
            "for (int k = 0; k < 256; k++) { memory.WriteInt32(k, a[k]); }"),
        ["branches"] = new(
            "int x = memory.ReadInt32(0); int y = memory.ReadInt32(1); int s = 0;",
            "if (x > i) { if (y > i) { s += x; } else { s -= y; } } else { s ^= i; }",
            "memory.WriteInt32(0, s);"),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Shapes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The C# of a kernel K with that many copies of the shape's operation.</summary>
    public static string Source(string name, int operations)
    {
        var shape = Shapes[name];
        int outer = Math.Max(1, operations / InnerCopies);
        int inner = operations / outer;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using Accel.Hast;
            using Hast.Transformer.SimpleMemory;
            public class K
            {
                [Unroll("block")] [Unroll("part")]
                public virtual void Run(SimpleMemory memory)
                {
                    {{shape.Before}}
                    for (int block = 0; block < {{outer}}; block++)
                    {
                        for (int part = 0; part < {{inner}}; part++)
                        {
                            int i = block * {{inner}} + part;
                            {{shape.Operation}}
                        }
                    }
                    {{shape.After}}
                }
            }
            """);
    }
}
