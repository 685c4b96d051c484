using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>
/// Which fields of streams carry tokens, which numbers these are and who starts with them. It grows while the tasks are walked through,
/// until nothing changes any more.
/// </summary>
/// <param name="streams">Those whose elements may be tokens.</param>
internal sealed class TokenPlan(IReadOnlySet<StreamVariable> streams)
{
    private const int MaximumTokens = 64;

    private readonly Dictionary<Carrier, Carrier> _parents = [];
    private readonly Dictionary<Carrier, SortedSet<long>> _values = [];
    private readonly Dictionary<Carrier, HashSet<long>> _passed = [];
    private readonly HashSet<(int Task, Carrier Carrier, long Value)> _starts = [];
    private readonly Dictionary<Carrier, (SourceLocation? Place, string Why)> _rejected = [], _suspects = [];

    /// <summary>Variables whose numbers decide what is sent or which way is taken; null for all.</summary>
    public IReadOnlySet<Variable>? Relevant { get; set; }

    /// <summary>Something was found since this was reset.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Why fields carry no tokens.</summary>
    public IReadOnlyDictionary<Carrier, (SourceLocation? Place, string Why)> Rejected => _rejected;

    /// <summary>Fields that may carry tokens.</summary>
    public bool IsCarrier(Carrier carrier) => streams.Contains(carrier.Stream) && !_rejected.ContainsKey(carrier);

    /// <summary>Stands for all carriers that exchange tokens with this one.</summary>
    public Carrier RootOf(Carrier carrier)
    {
        while (_parents.TryGetValue(carrier, out var parent))
        {
            carrier = parent;
        }

        return carrier;
    }

    /// <summary>The numbers of the tokens that a carrier can carry, ascending.</summary>
    public ImmutableArray<long> ValuesOf(Carrier carrier)
    {
        var root = RootOf(carrier);
        return [.. _values.Where(v => RootOf(v.Key) == root).SelectMany(v => v.Value).Distinct().Order()];
    }

    /// <summary>The numbers that were found to be sent by a carrier.</summary>
    public IReadOnlySet<long> PassedBy(Carrier carrier) => _passed.GetValueOrDefault(carrier) ?? [];

    /// <summary>A carrier sends a token, which may have some of its values.</summary>
    public void Pass(Carrier carrier, Token token, ulong possible)
    {
        var passed = _passed.TryGetValue(carrier, out var known) ? known : _passed[carrier] = [];
        for (int i = 0; i < token.Values.Length; i++)
        {
            IsChanged |= (possible >> i & 1) != 0 && passed.Add(token.Values[i]);
        }
    }

    /// <summary>A token of one carrier is sent by another one.</summary>
    public void Join(Carrier one, Carrier other)
    {
        var (a, b) = (RootOf(one), RootOf(other));
        if (a != b)
        {
            _parents[b] = a;
            IsChanged = true;
        }
    }

    /// <summary>The tokens that a task starts with.</summary>
    public IEnumerable<(Carrier Root, long Value)> StartsOf(int task)
        => _starts.Where(s => s.Task == task && IsCarrier(s.Carrier)).Select(s => (RootOf(s.Carrier), s.Value)).Distinct();

    /// <summary>A task sends a constant, so it must have started with that token.</summary>
    /// <returns>False when that was known already.</returns>
    public bool Start(int task, Carrier carrier, long value)
    {
        if (!_starts.Add((task, carrier, value)))
        {
            return false;
        }

        _ = (_values.TryGetValue(carrier, out var values) ? values : _values[carrier] = []).Add(value);
        return IsChanged = true;
    }

    /// <summary>A field carries something else.</summary>
    public void Reject(Carrier carrier, SourceLocation? place, string why)
    {
        if (_rejected.TryAdd(carrier, (place, why)))
        {
            IsChanged = true;
        }
    }

    /// <summary>A field carries something else, unless what is still to be found out shows that it does not.</summary>
    public void Suspect(Carrier carrier, SourceLocation? place, string why) => _ = _suspects.TryAdd(carrier, (place, why));

    /// <summary>Ends a walk through all tasks. Where it has found nothing new, what is suspected is so.</summary>
    public void Conclude()
    {
        if (!IsChanged)
        {
            foreach (var (carrier, (place, why)) in _suspects)
            {
                Reject(carrier, place, why);
            }

            RejectDoubles();
        }

        _suspects.Clear();
    }

    // What two tasks start with, and numbers of which there are too many.
    private void RejectDoubles()
    {
        foreach (var (carrier, value) in _starts.Where(s => IsCarrier(s.Carrier)).Select(s => (s.Carrier, s.Value)).ToList())
        {
            var root = RootOf(carrier);
            var starters = _starts.Where(s => s.Value == value && IsCarrier(s.Carrier) && RootOf(s.Carrier) == root)
                .Select(s => s.Task).Distinct();
            if (starters.Count() > 1)
            {
                Reject(carrier, null, $"two tasks start with the token {value} of {carrier}");
            }
            else if (ValuesOf(carrier).Length > MaximumTokens)
            {
                Reject(carrier, null, $"{carrier} carries more than {MaximumTokens} different numbers");
            }
        }
    }
}
