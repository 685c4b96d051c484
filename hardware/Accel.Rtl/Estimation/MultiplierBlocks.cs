namespace Accel.Rtl.Estimation;

/// <summary>
/// Multiplier blocks of a product, counted as Yosys cuts it up (share/mul2dsp.v with the parameters of synth_xilinx): slices of a wide
/// factor are one bit narrower than the block's narrower input, the last slice takes what is left, and what is less than nine bits wide or
/// has a factor of one bit is made of LUTs.
/// </summary>
/// <param name="widest">Width of a block's wider input.</param>
/// <param name="narrowest">Width of its narrower input.</param>
internal sealed class MultiplierBlocks(int widest, int narrowest)
{
    private const int LeastFactorBits = 2;
    private const int LeastProductBits = 9;

    private readonly int _step = narrowest - 1;

    /// <summary>Blocks of a product.</summary>
    /// <param name="factors">Its factors.</param>
    /// <param name="usedBits">Bits of it that something looks at, from the lowest.</param>
    public long Of(ProductFactors factors, int usedBits)
    {
        int first = factors.WidthAtMultiplier(factors.First);
        int second = factors.WidthAtMultiplier(factors.Second);
        int product = Math.Min(usedBits, first + second);
        (first, second) = (Math.Min(Math.Max(first, second), product), Math.Min(Math.Min(first, second), product));
        if (IsSmall(first, second, product))
        {
            return 0;
        }

        // The block's inputs are signed.
        int sign = factors.IsSigned ? 0 : 1;
        return Of(first + sign, second + sign, product, 0, product);
    }

    private long Of(int first, int second, int product, int offset, int used)
    {
        if (offset >= used || IsSmall(first, second, product))
        {
            return 0;
        }

        bool cutsFirst = first > widest;
        if (!cutsFirst && second <= narrowest)
        {
            return 1;
        }

        var (cut, other) = cutsFirst ? (first, second) : (second, first);
        int slices = (cut - (cutsFirst ? widest : narrowest) + _step - 1) / _step;
        int last = cut - (slices * _step);
        long blocks = Part(last, other + last, slices);
        for (int slice = 0; slice < slices; slice++)
        {
            blocks += Part(narrowest, Math.Min(product, other + narrowest), slice);
        }

        return blocks;

        long Part(int bits, int width, int slice)
            => cutsFirst ? Of(bits, other, width, offset + (slice * _step), used) : Of(other, bits, width, offset + (slice * _step), used);
    }

    private static bool IsSmall(int first, int second, int product) =>
        first < LeastFactorBits || second < LeastFactorBits || product < LeastProductBits;
}
