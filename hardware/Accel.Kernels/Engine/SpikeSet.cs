using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A set of spikes, made of four timesteps, and what becomes of its sum. What timesteps share is a set of its own, so that it
/// is added once.</summary>
internal struct SpikeSet
{
    /// <summary>s0 &amp; s1 &amp; s2 &amp; s3, or of s0 and s1 without that, s0 without s1, s1 without s0; the next four with s2, s3;
    /// then s0..s3; then none.</summary>
    [Range(0, None)]
    public int Function;

    /// <summary>Added to 0, the last sum, the first or the second kept sum.</summary>
    [Range(0, 3)]
    public int Addend;

    /// <summary>The sum is kept as the first one.</summary>
    public bool KeepsFirst;

    /// <summary>The sum is kept as the second one.</summary>
    public bool KeepsSecond;

    /// <summary>The sum is a timestep's.</summary>
    public bool Saves;

    /// <summary>The last set of a group of timesteps.</summary>
    public bool IsLast;

    /// <summary>Timesteps that have the sum in theirs; 0 where nothing is counted.</summary>
    [Range(0, 4)]
    public int Sharers;

    /// <summary>Function: column 0.</summary>
    public const int Column = 8;

    /// <summary>Function: no spikes.</summary>
    public const int None = 12;

    private const int Zero = 0;
    private const int Sum = 1;
    private const int First = 2;
    private const int Second = 3;

    /// <summary>A set of a schedule.</summary>
    /// <param name="schedule">Which schedule.</param>
    /// <param name="index">Number of the set, from 0.</param>
    /// <param name="left">Timesteps from this group of timesteps on.</param>
    public static SpikeSet Of(int schedule, int index, int left)
        => schedule == EngineStepLayout.SharedSets ? Shared(index, left) : schedule == EngineStepLayout.StaticSets ? Static(index,
            left) : Summed(index, left);

    private static SpikeSet Shared(int index, int left) => new()
    {
        Function = index < 4 ? index : index + 1,
        Addend = index == 0 ? Zero : index == 4 ? Second : index == 3 || index == 6 ? First : Sum,
        KeepsFirst = index == 1 || index == 4,
        KeepsSecond = index == 0,
        Saves = index == 2 || index == 3 || index == 5 || index == 6,
        Sharers = !EngineCounts.AreKept ? 0 : index == 0 ? Least(left, 4) : index == 1 ? Least(left, 2) : index == 4 && left != 3 ? 2 : 1,
        IsLast = (index == 2 && left == 1) || (index == 3 && left == 2) || (index == 5 && left == 3) || index == 6,
    };

    private static SpikeSet Static(int index, int left) => new()
    {
        Function = index == 0 ? Column : None,
        Addend = index == 0 ? Zero : Sum,
        Saves = true,
        Sharers = EngineCounts.AreKept ? 1 : 0,
        IsLast = index == left - 1,
    };

    private static SpikeSet Summed(int index, int left)
    {
        bool isLast = index == 3 || index == left - 1;
        return new()
        {
            Function = Column + (index & 3),
            Addend = index == 0 ? Zero : Sum,
            Saves = isLast,
            Sharers = EngineCounts.AreKept ? 1 : 0,
            IsLast = isLast,
        };
    }

    private static int Least(int left, int most) => left < most ? left : most;

    /// <summary>The spikes of this set: those of which s0 and s1, and s2 and s3, say so. Each bit takes two LUTs.</summary>
    public static uint Choose(int function, uint s0, uint s1, uint s2, uint s3)
        => Pair(s0, s1, Has(0b1111_1100_0011, function), Has(0b1101_1110_0100, function), Has(0b1110_1110_1000, function))
            & Pair(s2, s3, Has(0b1111_0010_1101, function), Has(0b0111_0100_1110, function), Has(0b1011_1000_1110, function));

    // Bit i: function i wants it.
    private static bool Has(int functions, int function) => ((functions >> function) & 1) != 0;

    // Whether it is wanted where both are set, where only one is, and, if either alone will do, where none is.
    private static uint Pair(uint x, uint y, bool both, bool onlyX, bool onlyY)
        => (both ? x & y : 0) | (onlyX ? x & ~y : 0) | (onlyY ? y & ~x : 0) | (onlyX && onlyY ? ~(x | y) : 0);
}
