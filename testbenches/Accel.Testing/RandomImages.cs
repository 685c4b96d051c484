namespace Accel.Testing;

/// <summary>
/// Random memory images for kernels of which nothing is known. The first one is any numbers; the more have been tried without one that
/// the kernel ends on, the smaller are the numbers, for what is small may be a count or an address.
/// </summary>
/// <param name="cells">Cells of an image.</param>
/// <param name="seed">The same images for the same seed.</param>
public sealed class RandomImages(int cells, int seed)
{
    /// <summary>So many are worth trying.</summary>
    public const int MostAttempts = 200;

    // Attempts in which the numbers have the same width.
    private const int AttemptsOfWidth = 4;

    // Where kernels have their sizes.
    private const int Header = 4;

    private readonly Random _random = new(seed);
    private int _attempt;

    /// <summary>The next image.</summary>
    public uint[] Next()
    {
        int attempt = _attempt++;
        int widest = Math.Max(1, 32 - (attempt / AttemptsOfWidth));
        uint[] image = new uint[cells];
        for (int i = 0; i < image.Length; i++)
        {
            uint value = (uint)_random.NextInt64(1L << 32) >> (32 - _random.Next(1, widest + 1));
            image[i] = _random.Next(8) == 0 && attempt < MostAttempts / 2 ? 0u - value : value;
        }

        for (int i = 0; i < Math.Min(image.Length, Header) && attempt % 2 == 1; i++)
        {
            image[i] = (uint)_random.Next(Math.Max(1, cells / (2 << (attempt % 5))) + 1);
        }

        return image;
    }
}
