using System.Globalization;

namespace Accel.Hast;

/// <summary>A value left the range that [Range] or [Width] promises.</summary>
public sealed class PromiseBrokenException(string message) : InvalidOperationException(message);

/// <summary>Checks promises when a kernel runs as plain C#; the transformer puts the calls in, kernels need none of their own.</summary>
public static class Promise
{
    /// <summary>Asserts that a value lies in the promised range.</summary>
    /// <param name="name">What the attribute names.</param>
    /// <param name="value">Its value.</param>
    /// <param name="minimum">Smallest promised value.</param>
    /// <param name="maximum">Largest promised value.</param>
    /// <param name="place">File and line of the statement that set it.</param>
    /// <exception cref="PromiseBrokenException">It does not.</exception>
    public static void Check(string name, long value, long minimum, long maximum, string place) =>
        _ = Checked(name, value, minimum, maximum, place);

    /// <summary>The same for a value on its way to a field, which it gives back.</summary>
    /// <param name="name">What the attribute stands on.</param>
    /// <param name="value">The value.</param>
    /// <param name="minimum">Smallest promised value.</param>
    /// <param name="maximum">Largest promised value.</param>
    /// <param name="place">File and line of the initialiser.</param>
    /// <exception cref="PromiseBrokenException">It does not lie in the range.</exception>
    public static long Checked(string name, long value, long minimum, long maximum, string place)
    {
        if (value < minimum || value > maximum)
        {
            throw new PromiseBrokenException(
                string.Create(CultureInfo.InvariantCulture, $"{place}: {name} = {value} breaks its promise {minimum}..{maximum}"));
        }

        return value;
    }
}
