namespace Accel.Host.EventEngine;

/// <summary>
/// The inputs that a step adds: a rectangle of taps, and of each tap a range of channels, which is all of them where the rectangle is wider
/// than one tap. Its rows of weights lie tap row by tap row: row (dy - FirstY) * Span + (dx - FirstX) * channels + c - FirstChannel.
/// </summary>
/// <param name="FirstY">Highest tap, -1..1.</param>
/// <param name="LastY">Lowest tap.</param>
/// <param name="FirstX">Leftmost tap, -1..1.</param>
/// <param name="LastX">Rightmost tap.</param>
/// <param name="FirstChannel">First place of the range, a multiple of 32.</param>
/// <param name="Channels">Places of the range, a multiple of 32.</param>
internal sealed record Taps(int FirstY, int LastY, int FirstX, int LastX, int FirstChannel, int Channels)
{
    /// <summary>Places that are left out at either end of a line; null for all of a position.</summary>
    public int? Cut { get; init; }

    /// <summary>Rows from one row of taps to the next.</summary>
    /// <param name="inputs">Places of all channels.</param>
    public int Span(int inputs) => ((LastX - FirstX) * inputs) + Channels;

    /// <summary>Rows of weights.</summary>
    public int Rows(int inputs) => (LastY - FirstY + 1) * Span(inputs);

    /// <summary>The tap (0..8 of a convolution, 0 of a linear layer) and the input that a row of weights belongs to.</summary>
    public (int Tap, int Input) Of(int row, int inputs, int side)
    {
        int span = Span(inputs);
        int dy = FirstY + (row / span);
        int offset = FirstChannel + (row % span);
        int dx = FirstX + (offset / inputs);
        return (side == 1 ? 0 : ((dy + 1) * side) + dx + 1, offset % inputs);
    }
}
