using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Ranges of variables at a point of the program, with scopes that can be undone: a branch costs what it changes.</summary>
internal sealed class IntervalState
{
    private readonly Dictionary<Variable, Interval> _ranges = [];
    private readonly Stack<Dictionary<Variable, Interval?>> _undo = [];

    /// <summary>False behind a jump.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>A variable's range; its type and promise where nothing is known.</summary>
    public Interval this[Variable variable] => _ranges.TryGetValue(variable, out var range) ? range : Graph.RangeOf(variable);

    /// <summary>Sets a variable's range.</summary>
    public void Set(Variable variable, Interval range)
    {
        if (_undo.TryPeek(out var changes))
        {
            changes.TryAdd(variable, _ranges.TryGetValue(variable, out var before) ? before : null);
        }

        _ranges[variable] = range.Intersect(Graph.RangeOf(variable)) ?? Graph.RangeOf(variable);
    }

    /// <summary>Does something, takes its changes back, and gives them; null when its end is not reached.</summary>
    public Dictionary<Variable, Interval>? Try(Action action)
    {
        bool wasReachable = IsReachable;
        _undo.Push([]);
        action();
        Dictionary<Variable, Interval> last = [];
        foreach (var (variable, before) in _undo.Pop())
        {
            last[variable] = this[variable];
            if (before is { } range)
            {
                _ranges[variable] = range;
            }
            else
            {
                _ranges.Remove(variable);
            }
        }

        bool isReached = IsReachable;
        IsReachable = wasReachable;
        return isReached ? last : null;
    }

    /// <summary>Goes on with what either of two branches left.</summary>
    public void Join(Dictionary<Variable, Interval>? a, Dictionary<Variable, Interval>? b)
    {
        if (a is null || b is null)
        {
            IsReachable = a is not null || b is not null;
            foreach (var (variable, range) in a ?? b ?? [])
            {
                Set(variable, range);
            }

            return;
        }

        foreach (var variable in a.Keys.Union(b.Keys).ToList())
        {
            var now = this[variable];
            Set(variable, a.GetValueOrDefault(variable, now).Union(b.GetValueOrDefault(variable, now)));
        }
    }
}
