using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>An array that tasks of a network share, and why it is not proved that only one of them uses it at a time.</summary>
/// <param name="Array">The array.</param>
/// <param name="Place">The access that the proof fails at.</param>
/// <param name="Why">A sentence; null where the array has nothing to do with tokens.</param>
internal sealed record UnprovedArray(ArrayVariable Array, SourceLocation? Place, string? Why);

/// <summary>
/// Proves that only one task at a time uses an array that several tasks of a network use. There are tokens: numbers of which each exists
/// once, in a stream or with a task. A task starts with the constants that it sends without having read them, or the starter has sent them
/// before; whatever else is sent is a token that the task has, and then has no more. An array is handed over if some token is held at every
/// access to it. What a token's holder did with the array has happened before the next one has the token.
/// </summary>
internal sealed class HandoverProof
{
    /// <summary>The statements before the network are those of a task that starts no one's turn.</summary>
    private const int Starter = -1;

    private readonly ParallelStatement _network;
    private readonly IReadOnlyList<Statement> _before;
    private readonly HashSet<ArrayVariable> _arrays;
    private readonly TokenPlan _plan;
    private readonly HashSet<Carrier> _data = [];

    private HandoverProof(ParallelStatement network, IReadOnlyList<Statement> before, IEnumerable<ArrayVariable> arrays)
    {
        (_network, _before, _arrays) = (network, before, [.. arrays]);
        var inside = network.Blocks.SelectMany(IrWalk.All).ToList();
        var made = inside.OfType<StreamClearStatement>().Select(s => s.Stream).ToHashSet();
        _plan = new TokenPlan(inside.Select(IrWalk.Stream).OfType<StreamVariable>().Where(s => !made.Contains(s)).ToHashSet());
    }

    /// <summary>Looks for proofs; marks the arrays that are handed over, and the streams that say whose they are.</summary>
    /// <param name="placed">The tasks, and all that is done before, from where the streams are made.</param>
    /// <param name="function">Where they stand.</param>
    /// <param name="arrays">What more than one of the tasks uses.</param>
    /// <returns>Those without a proof.</returns>
    public static IReadOnlyList<UnprovedArray> Run(PlacedNetwork placed, Function function, IReadOnlyCollection<ArrayVariable> arrays)
    {
        if (arrays.Count == 0)
        {
            return [];
        }

        var (network, before) = placed;
        HandoverProof proof = new(network, before, arrays);
        proof.RejectOutsiders(function);
        TokenCandidates.RejectOthers(proof._plan, [before, .. network.Blocks.Select(block => block.Statements)]);
        proof._data.UnionWith(proof._plan.Rejected.Keys);
        return proof.Prove(function);
    }

    // Elements that come from elsewhere may be anything.
    private void RejectOutsiders(Function function)
    {
        var known = _network.Blocks.SelectMany(IrWalk.All).Concat(_before.SelectMany(IrWalk.All)).ToHashSet();
        foreach (var write in IrWalk.All(function.Body).OfType<StreamWriteStatement>().Where(w => !known.Contains(w)))
        {
            for (int field = 0; field < write.Values.Count; field++)
            {
                _plan.Reject(new Carrier(write.Stream, field), write.Source,
                    string.Create(CultureInfo.InvariantCulture, $"line {write.Source?.Line} writes to {write.Stream.Name} as well"));
            }
        }
    }

    private List<UnprovedArray> Prove(Function function)
    {
        List<TokenWalk> walks;
        do
        {
            _plan.IsChanged = false;
            TokenPlaces places = new();
            new TokenWalk(_plan, Starter, new HashSet<ArrayVariable>(), places).Run(_before);
            walks = [.. _network.Blocks.Select((_, task) => new TokenWalk(_plan, task, _arrays, places))];
            for (int task = 0; task < walks.Count; task++)
            {
                walks[task].Run(_network.Blocks[task].Statements);
            }

            _plan.Conclude();
        }
        while (_plan.IsChanged);

        List<UnprovedArray> unproved = [];
        Dictionary<int, CountedRing?> rings = [];
        foreach (var array in _arrays)
        {
            var accesses = walks.SelectMany((walk, task) => walk.Accesses.Where(a => a.Array == array)
                .Select(a => (Task: task, a.Place, Held: a.Held.ToHashSet()))).ToList();
            if (accesses.Count == 0)
            {
                // Chosen by a number that no task ever sends: nothing gets as far as that.
                Mark(array, []);
                continue;
            }

            var common = accesses.Skip(1).Aggregate(accesses[0].Held.ToHashSet(), (all, access) =>
            {
                all.IntersectWith(access.Held);
                return all;
            });
            if (common.Count > 0)
            {
                Mark(array, StreamsOf(common.First().Root));
                continue;
            }

            List<int> users = [.. accesses.Select(a => a.Task).Distinct()];
            if (!rings.TryGetValue(users[0], out var ring))
            {
                rings[users[0]] = ring = CountedRing.Of(_network, _before, function, users[0]);
            }

            if (ring is not null && ring.Guards(array, users))
            {
                Mark(array, [.. ring.Streams]);
                continue;
            }

            var fails = accesses.Find(a => a.Held.Count == 0) is { Held: not null } without ? without : accesses[^1];
            string? why = accesses.TrueForAll(a => a.Held.Count == 0) && _plan.Rejected.Count == 0
                ? null : Why(fails.Held.Count == 0, users);
            unproved.Add(new UnprovedArray(array, fails.Place, why is null ? null : $"{_network.Names![fails.Task].Name} {why}"));
        }

        return unproved;
    }

    private List<StreamVariable> StreamsOf(Carrier root)
        => [.. _network.Blocks.SelectMany(IrWalk.All).Select(IrWalk.Stream).OfType<StreamVariable>().Distinct()
            .Where(s => Enumerable.Range(0, s.Fields.Count).Select(field => new Carrier(s, field))
                .Any(carrier => _plan.IsCarrier(carrier) && _plan.RootOf(carrier) == root))];

    private static void Mark(ArrayVariable array, List<StreamVariable> streams)
    {
        streams.ForEach(stream => stream.CarriesTokens = true);
        array.HandedBy = [.. streams.Select(stream => stream.Name)];
        array.IsUsedInTurns = true;
    }

    private string Why(bool holdsNothing, List<int> users)
    {
        string text = holdsNothing
            ? "holds no token there that says that nobody else uses it"
            : "holds another token there than the other tasks that use it";
        // Streams between the users of the array might have told whose it is, those of numbers that look like tokens first; of what is left
        // the first ones are the cause of the others.
        var streams = users.Select(task => IrWalk.All(_network.Blocks[task]).Select(IrWalk.Stream).ToHashSet()).ToList();
        var reasons = _plan.Rejected.OrderByDescending(r => streams.Count(used => used.Contains(r.Key.Stream)) > 1)
            .ThenBy(r => _data.Contains(r.Key));
        return string.Join("; ", reasons.Select(r => r.Value.Why).Distinct().Take(2).Prepend(text));
    }
}
