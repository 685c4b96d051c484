using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Verification;

/// <summary>The golden model's neurons for a kernel's vector, and numbers that meet their edges.</summary>
internal static class VectorConfiguration
{
    /// <summary>Neuron options at random.</summary>
    public static ModelConfiguration Random(SeededRandom random, string name) => Of(
        name, random.Between(1, 6), random.Between(0, 2), random.Of(ResetKind.Hard, ResetKind.Soft),
        random.Of(FiringRule.AtThreshold, FiringRule.AboveThreshold), random.Between(1, 4));

    /// <summary>A configuration of which only the neurons' options matter.</summary>
    public static ModelConfiguration Of(string name, int timesteps, int leak, ResetKind reset, FiringRule firing, int keyBits) => new()
    {
        Name = name,
        Timesteps = timesteps,
        Input = InputKind.Spikes,
        Image = new ImageShape(1, 1, 1),
        Stem = new LinearStem(1),
        Dim = 1,
        Heads = 1,
        Depth = 1,
        MlpRatio = 1,
        Classes = 2,
        LeakShift = leak,
        Reset = reset,
        Firing = firing,
        WeightBits = 8,
        KBits = keyBits,
    };

    /// <summary>A current that is often at, just under or just over a threshold, and sometimes large.</summary>
    public static int Current(SeededRandom random, int theta) => random.Between(0, 5) switch
    {
        0 => theta + random.Between(-1, 1),
        1 => -theta + random.Between(-1, 1),
        2 => random.Between(-theta, theta),
        3 => random.Between(-(1 << 26), 1 << 26),
        4 => (theta / 2) + random.Between(-1, 1),
        _ => random.Between(-1, 1),
    };

    /// <summary>As 64-bit numbers, which the golden model computes with.</summary>
    public static long[] Wide(int[] numbers) => Array.ConvertAll(numbers, static n => (long)n);

    /// <summary>As 32-bit numbers, which cells hold.</summary>
    public static int[] Narrow(long[] numbers) => Array.ConvertAll(numbers, static n => checked((int)n));

    /// <summary>As 32-bit numbers, which cells hold.</summary>
    public static int[] Narrow(sbyte[] numbers) => Array.ConvertAll(numbers, static n => (int)n);

    /// <summary>The golden model's neurons.</summary>
    public static Neurons Neurons(ModelConfiguration configuration) => new(configuration);
}
