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
    /// <param name="maximum">2^b - 1.</param>
    public static int Relu(int x, int shift, int maximum)
    {
        // (x + 2^(shift-1)) >> shift is ((2x >> shift) + 1) >> 1: no constant has to be shifted into place. It is above the maximum when what
        // is rounded is above twice that, so that few bits of it are rounded.
        uint rectified = x < 0 ? 0 : (uint)x;
        uint halves = (rectified << 1) >> shift;
        return halves > (uint)maximum << 1 ? maximum : (int)((halves + 1) >> 1);
    }
}
