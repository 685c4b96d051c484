using System.Numerics;

namespace Accel.Fuzzing;

/// <summary>Contents of a SimpleMemory.</summary>
internal static class MemoryImage
{
    private static readonly uint[] Extremes = [0, 1, uint.MaxValue, 0x80000000, 0x7fffffff, 0x80, 0xff80, 0x7fff];

    /// <summary>Random cells; small numbers, extremes and any bits are equally likely.</summary>
    public static uint[] Random(int seed, int cells)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, cells).Select(_ => random.Next(3) switch
            {
                0 => (uint)random.Next(0, 40),
                1 => Extremes[random.Next(Extremes.Length)],
                _ => BitOperations.RotateLeft((uint)random.Next(), random.Next(32)),
            }),
        ];
    }
}
