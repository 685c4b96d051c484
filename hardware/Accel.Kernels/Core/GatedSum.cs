namespace Accel.Kernels;

/// <summary>Sums of numbers whose spikes are 1: the additions that everything is made of. Trees are written balanced.</summary>
internal static class GatedSum
{
    /// <summary>Spikes, and inputs of a word of weights, that one call adds.</summary>
    public const int SpikesPerWord = 16;

    /// <summary>The sum of the signed bytes whose spikes are 1; spike i gates byte i % 4 of word i / 4.</summary>
    public static int Of16(int spikes, uint weights0, uint weights1, uint weights2, uint weights3)
        => (Of4(spikes, weights0) + Of4(spikes >> 4, weights1)) + (Of4(spikes >> 8, weights2) + Of4(spikes >> 12, weights3));

    /// <summary>The sum of the numbers 0..15 whose spikes are 1; spike i gates nibble i.</summary>
    public static int OfKeys16(int spikes, ulong keys)
        => (OfKeys4(spikes, (int)(keys & 0xffff)) + OfKeys4(spikes >> 4, (int)((keys >> 16) & 0xffff)))
            + (OfKeys4(spikes >> 8, (int)((keys >> 32) & 0xffff)) + OfKeys4(spikes >> 12, (int)((keys >> 48) & 0xffff)));

    /// <summary>A number gated by a ternary spike: itself, its negative, or 0.</summary>
    /// <param name="spikes">+1 spikes in bits 0..15, -1 spikes in bits 16..31.</param>
    /// <param name="channel">Which of the 16.</param>
    /// <param name="number">What is gated.</param>
    public static int Ternary(uint spikes, int channel, int number)
    {
        bool positive = ((spikes >> channel) & 1) != 0;
        bool negative = ((spikes >> (channel + 16)) & 1) != 0;
        return positive ? number : negative ? -number : 0;
    }

    private static int Of4(int spikes, uint weights)
        => (Gate(spikes, (sbyte)weights) + Gate(spikes >> 1, (sbyte)(weights >> 8)))
            + (Gate(spikes >> 2, (sbyte)(weights >> 16)) + Gate(spikes >> 3, (sbyte)(weights >> 24)));

    private static int OfKeys4(int spikes, int keys)
        => (Gate(spikes, keys & 15) + Gate(spikes >> 1, (keys >> 4) & 15))
            + (Gate(spikes >> 2, (keys >> 8) & 15) + Gate(spikes >> 3, (keys >> 12) & 15));

    private static int Gate(int spike, int number) => (spike & 1) != 0 ? number : 0;
}
