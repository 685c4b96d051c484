namespace Accel.Kernels;

/// <summary>The lowest bit that is set.</summary>
internal static class LowestBit
{
    /// <summary>Its index in 16 bits, 0 when none is set.</summary>
    public static int IndexOf16(uint bits)
    {
        uint lowest = bits & (0u - bits);
        return ((lowest & 0xaaaa) != 0 ? 1 : 0) | ((lowest & 0xcccc) != 0 ? 2 : 0)
            | ((lowest & 0xf0f0) != 0 ? 4 : 0) | ((lowest & 0xff00) != 0 ? 8 : 0);
    }
}
