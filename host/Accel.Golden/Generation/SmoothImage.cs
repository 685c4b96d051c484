using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Images with the statistics of natural ones: equal contrast at every scale from 2 to 16 pixels, neighbouring pixels alike, most of it
/// common to the channels, and a little noise in each pixel. Every image has the same mean and the same contrast.
/// </summary>
internal static class SmoothImage
{
    /// <summary>About the mean pixel.</summary>
    public const int Mean = 120;

    private const int CoarsestStep = 16;
    private const int FinestStep = 2;
    private const int Lattice = 1024;
    private const int CommonContrast = 36; // mean deviations
    private const int ChannelContrast = 12;
    private const int Noise = 4;

    /// <summary>Pixels [C, H, W].</summary>
    public static byte[] Create(ImageShape shape, SeededRandom random)
    {
        var common = Plane(shape, random, CommonContrast);
        var pixels = new byte[shape.Channels * common.Length];
        for (var c = 0; c < shape.Channels; c++)
        {
            var own = Plane(shape, random, ChannelContrast);
            for (var i = 0; i < own.Length; i++)
            {
                pixels[(c * own.Length) + i] = (byte)Math.Clamp(Mean + common[i] + own[i] + random.Between(-Noise, Noise), 0, 255);
            }
        }

        return pixels;
    }

    // Lattices of random values, each half as wide as the one before, interpolated and added up.
    private static int[] Plane(ImageShape shape, SeededRandom random, int contrast)
    {
        var plane = new int[shape.Height * shape.Width];
        for (var step = CoarsestStep; step >= FinestStep; step /= 2)
        {
            var width = (shape.Width / step) + 2;
            var lattice = new int[width * ((shape.Height / step) + 2)];
            for (var i = 0; i < lattice.Length; i++)
            {
                lattice[i] = random.Between(-Lattice, Lattice);
            }

            for (var i = 0; i < plane.Length; i++)
            {
                var ((row, dy), (column, dx)) = (Math.DivRem(i / shape.Width, step), Math.DivRem(i % shape.Width, step));
                var corner = (row * width) + column;
                var upper = (lattice[corner] * (step - dx)) + (lattice[corner + 1] * dx);
                var lower = (lattice[corner + width] * (step - dx)) + (lattice[corner + width + 1] * dx);
                plane[i] += ((upper * (step - dy)) + (lower * dy)) / (step * step);
            }
        }

        var mean = plane.Sum() / plane.Length;
        var deviation = plane.Sum(p => Math.Abs(p - mean)) / plane.Length;
        return Array.ConvertAll(plane, p => (p - mean) * contrast / Math.Max(deviation, 1));
    }
}
