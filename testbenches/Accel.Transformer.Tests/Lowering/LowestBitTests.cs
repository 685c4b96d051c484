namespace Accel.Transformer.Tests.Lowering;

/// <summary>The idioms of the lowest bit that is set, of all integer types and of values in small ranges: plain C# = RTL.</summary>
public sealed class LowestBitTests
{
    [Theory]
    [InlineData("byte", "")]
    [InlineData("sbyte", "")]
    [InlineData("short", "")]
    [InlineData("ushort", "")]
    [InlineData("int", "")]
    [InlineData("uint", "")]
    [InlineData("long", "")]
    [InlineData("int", " & 511")]
    [InlineData("int", " & 7) - (8")]
    [InlineData("int", " & 1")]
    [InlineData("int", " << 5")]
    [InlineData("uint", " >> 11")]
    public void Idioms_have_their_values(string type, string range)
    {
        string body = $$"""
            for (int i = 0; i < 24; i++)
            {
                {{type}} x = ({{type}})((memory.ReadInt32(i){{range}}));
                var less = x & (x - 1); var lowest = x & (0 - x); var same = x & ~(x - 1); var without = x - (x & (0 - x)); var flipped = x ^ (x & ~(x - 1));
                int result = (int)(less + lowest * 3 + same * 5) ^ (int)(without + flipped * 7);
                int many = ((x & (x - 1)) != 0 ? 1 : 0) | ((({{type}})(x & (x - 1))) == 0 ? 2 : 0) | ((x & (0 - x)) == x ? 4 : 0);
                memory.WriteInt32(24 + i, result); memory.WriteInt32(48 + i, many);
            }
            """;
        uint[] values = [0, 1, 2, 3, 0x80, 0x8000, 0x80000000, 0xffffffff, 0x7fffffff, 0xff, 0x100, 0xffff, 0x10000, 0x80008000, 0x00800080,
            0x40, 0x60];
        uint[] cells = [.. values, .. Kernels.Cells(72 - values.Length).Select(static c => c * 0x9e3779b9u)];
        _ = Kernels.Check(Kernels.Source(body), cells);
        _ = Kernels.Check(Kernels.Source(body, "[Pipeline(\"i\", InitiationInterval = 0)]"), cells,
            new TransformOptions { ClockPeriodNs = 5 });
    }

    // Groups of bits meet at their borders: two bits anywhere, in every width.
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(32)]
    public void Each_pair_of_bits_is_told_apart(int bits)
    {
        string body = $$"""
            uint sum = 0;
            for (int i = 0; i < {{bits}}; i++)
            {
                for (int k = 0; k < {{bits}}; k++)
                {
                    uint x = ((1u << i) | (1u << k) | (k == 3 ? 1u << 5 : 0)) & {{(uint)((1UL << bits) - 1)}}u;
                    sum = (sum * 5) ^ (x & (x - 1)) ^ ((x & (0 - x)) << 1) ^ ((x & (x - 1)) == 0 ? 77u : 0u);
                }
            }

            memory.WriteUInt32(0, sum);
            """;
        _ = Kernels.Check(Kernels.Source(body), [0]);
    }
}
