using Accel.Models;

namespace Accel.Inputs;

/// <summary>The images of an IDX file: unsigned 8-bit, one channel.</summary>
/// <param name="Count">How many.</param>
/// <param name="Height">Rows of each.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Pixels">[Count, Height, Width].</param>
public sealed record IdxImages(int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>The image of an index; no pixel is copied.</summary>
    public ImageInput this[int index] => index >= 0 && index < Count
        ? new ImageInput(new ImageShape(1, Height, Width), Pixels.Slice(index * Height * Width, Height * Width))
        : throw new ArgumentOutOfRangeException(nameof(index));
}
