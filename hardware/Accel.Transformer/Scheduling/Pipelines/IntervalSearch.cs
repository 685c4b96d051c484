using System.Globalization;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Finds the smallest initiation interval for which there is a schedule, with few schedules: one after the other from the bound that
/// requests give, as long as a cycle more or less counts; then the largest one that makes sense, and by halves between what failed and what
/// did not.
/// </summary>
/// <param name="schedule">Schedules for an interval; null where that works, else why not.</param>
/// <param name="endsSearch">Whether a refusal is one that no larger interval is to be tried for.</param>
internal sealed class IntervalSearch(Func<int, PipelineRefusal?> schedule, Func<PipelineRefusal, bool> endsSearch)
{
    /// <summary>An interval above this gains nothing over a state machine.</summary>
    public const int Maximum = 256;

    /// <summary>So many intervals are tried one by one.</summary>
    public const int OneByOne = 16;

    private readonly SortedSet<int> _failed = [];

    /// <summary>The interval, which is scheduled, and why it is no smaller, if that was not said before.</summary>
    /// <exception cref="PipelineRefusal">There is none.</exception>
    public (int Interval, string? Bound) Run(int first)
    {
        string? bound = null;
        int last = first + OneByOne;
        for (int interval = first; interval < last; interval++)
        {
            if (Try(interval) is not { } refusal)
            {
                return (interval, bound);
            }

            bound = refusal.Message;
        }

        int low = last - 1, high = Math.Max(Maximum, last);
        if (Try(high) is { } never)
        {
            throw new PipelineRefusal($"{never.Message} ({Tried()})", never.Place) { IsOfCondition = never.IsOfCondition };
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Try(middle) is { } refusal)
            {
                (low, bound) = (middle, refusal.Message);
            }
            else
            {
                high = middle;
            }
        }

        // The schedule that stays is the one that was made last.
        return schedule(high) is { } strange ? throw strange : (high, $"{bound} ({Tried()})");
    }

    private PipelineRefusal? Try(int interval)
    {
        var refusal = schedule(interval);
        if (refusal is not null)
        {
            _failed.Add(interval);
            if (endsSearch(refusal))
            {
                throw refusal;
            }
        }

        return refusal;
    }

    private string Tried()
    {
        int first = _failed.Min, end = first;
        while (_failed.Contains(end + 1))
        {
            end++;
        }

        string others = string.Join(", ", _failed.Where(i => i > end));
        return string.Create(CultureInfo.InvariantCulture,
            $"intervals {first} to {end}{(others.Length > 0 ? ", " + others : "")} were tried in vain");
    }
}
