namespace Accel.Kernels;

/// <summary>The lowest bit that is set.</summary>
internal static class LowestBit
{
    /// <summary>Its index in 16 bits, 0 when none is set.</summary>
    public static int IndexOf16(uint bits) => IndexOfOne(bits & (0u - bits));

    /// <summary>The index of the only bit of 16 that is set, 0 when none is.</summary>
    public static int IndexOfOne(uint bit) => ((bit & 0xaaaa) != 0 ? 1 : 0) | ((bit & 0xcccc) != 0 ? 2 : 0)
        | ((bit & 0xf0f0) != 0 ? 4 : 0) | ((bit & 0xff00) != 0 ? 8 : 0);
}
