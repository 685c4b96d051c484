namespace Accel.Kernels;

/// <summary>The neurons, one element at a time: the only definition that the kernels have of them.</summary>
internal static class Neuron
{
    /// <summary>True when a neuron fires +1.</summary>
    /// <param name="over">u - theta.</param>
    /// <param name="above">Fires above the threshold only, not at it.</param>
    public static bool FiresPositive(int over, bool above) => above ? over > 0 : over >= 0;

    /// <summary>True when a ternary neuron fires -1.</summary>
    /// <param name="under">u + theta.</param>
    /// <param name="above">Fires beyond the threshold only, not at it.</param>
    public static bool FiresNegative(int under, bool above) => above ? under < 0 : under <= 0;

    /// <summary>The membrane that the next timestep starts from.</summary>
    /// <param name="u">The membrane before firing.</param>
    /// <param name="over">u - theta: what a soft reset leaves after +1.</param>
    /// <param name="under">u + theta: what a soft reset leaves after -1.</param>
    /// <param name="positive">It fired +1.</param>
    /// <param name="negative">It fired -1.</param>
    /// <param name="soft">Soft reset: theta is taken away; otherwise the membrane starts again at 0.</param>
    /// <param name="leak">beta, 0..2.</param>
    public static int Next(int u, int over, int under, bool positive, bool negative, bool soft, int leak)
    {
        int kept = positive ? over : negative ? under : u;
        int left = (positive || negative) && !soft ? 0 : kept;
        return leak == 0 ? left : leak == 1 ? left >> 1 : left >> 2;
    }

    /// <summary>The stateless ReLU of K: clamp((max(x, 0) + round) >> shift, 0, maximum), round being half of the last bit kept.</summary>
    /// <param name="x">The current.</param>
    /// <param name="shift">Right shift, 0..31.</param>
    /// <param name="maximum">The largest key.</param>
    /// <param name="bits">A constant: bits of the largest maximum.</param>
    public static int Relu(int x, int shift, int maximum, int bits)
    {
        // (x + 2^(shift-1)) >> shift is ((2x >> shift) + 1) >> 1: no constant has to be shifted into place. Bits that are above the largest
        // maximum however far they are shifted still need not be shifted on: they only say so.
        uint rest = (x < 0 ? 0 : (uint)x) << 1;
        bool isAbove = Shift(ref rest, shift, 16, bits) | Shift(ref rest, shift, 8, bits) | Shift(ref rest, shift, 4, bits)
            | Shift(ref rest, shift, 2, bits) | Shift(ref rest, shift, 1, bits);
        return isAbove || rest > (uint)maximum << 1 ? maximum : (int)((rest + 1) >> 1);
    }

    // A step of a shift to the right; true when more than a maximum and a bit to round is left even after all smaller steps.
    private static bool Shift(ref uint rest, int shift, int step, int bits)
    {
        uint all = (shift & step) != 0 ? rest >> step : rest;
        int kept = step + bits;
        rest = all & ((1u << kept) - 1);
        return all >> kept != 0;
    }
}
