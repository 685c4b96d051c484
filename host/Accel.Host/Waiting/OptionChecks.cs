using System.Runtime.CompilerServices;

namespace Accel.Host;

/// <summary>What every option that is a time or a size must be, in the same words.</summary>
internal static class OptionChecks
{
    // The longest that a timer of .NET takes.
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Requires a time after which something ends: an endless one is refused, for every wait ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero, negative (as <see cref="Timeout.InfiniteTimeSpan"/> is) or above 24
    /// days.</exception>
    internal static void RequireLimit(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value <= TimeSpan.Zero || value > _longest)
        {
            throw new ArgumentOutOfRangeException(name, value,
                $"{name} must be above zero and at most {_longest.Days} days: every wait has an end");
        }
    }

    /// <summary>Requires a number within bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    internal static void RequireRange(long value, long minimum, long maximum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {minimum} and {maximum}");
        }
    }

    /// <summary>A wait as a timer takes it: the longest that there is for longer ones.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    internal static TimeSpan Wait(TimeSpan wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        return wait < _longest ? wait : _longest;
    }
}
