using System.Globalization;

namespace Accel.Verification;

/// <summary>
/// The reference itself, before anything is compared with it: made once more from its seed it is the same, and every value lies within the
/// width that was proved from the model's weights, by arithmetic that shares nothing with the golden model.
/// </summary>
public sealed class GoldenRung : IRung
{
    /// <inheritdoc/>
    public string Name => "golden";

    /// <inheritdoc/>
    public Unavailability? Unavailable => null;

    /// <inheritdoc/>
    public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(vector);
        return new(RungRun.OfVerdict(OutOfRange(vector) ?? Unrepeatable(vector, kernel.Recorded.FirstOrDefault(v => v.Name == vector.Name) ?? kernel.Random(vector.Seed))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string? OutOfRange(KernelCase vector)
    {
        foreach (var width in vector.Widths)
        {
            int[] values = vector.Expected.Single(r => r.Expected.Name == width.Tensor).Expected.Values;
            int element = Array.FindIndex(values, v => !width.Fits(v));
            if (element >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{width.Tensor}, element {element}: {values[element]} does not fit in the {width.ProvedBits} bits that were proved");
            }
        }

        return null;
    }

    private static string? Unrepeatable(KernelCase vector, KernelCase again)
    {
        if (!vector.Memory.AsSpan().SequenceEqual(again.Memory))
        {
            return "the memory image is another one when it is made again";
        }

        var other = vector.Expected.Zip(again.Expected).FirstOrDefault(static p => !p.First.Expected.Values.AsSpan().SequenceEqual(p.Second.Expected.Values));
        return other.First is null ? null : $"{other.First.Expected.Name} is another tensor when it is made again";
    }
}
