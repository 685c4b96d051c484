using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Which ports are taken in which cycle on the path that leads to a segment.</summary>
/// <param name="parent">Those on the path that leads to the parent, or null.</param>
/// <param name="dual">Arrays with two ports that each read or write.</param>
internal sealed class PortUse(PortUse? parent, DualPorts dual)
{
    private readonly Dictionary<(object Port, int Cycle), List<Effect>> _taken = [];
    private readonly Dictionary<object, int> _last = [];

    private static readonly object Requests = new(), Responses = new(), Streams = new(), Cleared = new(),
        Tokens = new(), HandedOver = new();

    /// <summary>
    /// Places an effect in the first cycle from <paramref name="cycle"/> on in which its port is free and its order is kept.
    /// </summary>
    public int Place(Effect effect, int cycle, int notBefore)
    {
        cycle = Math.Max(cycle, notBefore);
        switch (effect)
        {
            case StoreEffect store:
                // After every load made so far (which must see the old value), after or in place of the stores before.
                cycle = Math.Max(AfterToken(store.Array, cycle), Last((store.Array, "load")));
                cycle = Free(store, Math.Max(cycle, Last(store.Array)));
                _last[store.Array] = cycle;
                NoteAccess(store.Array, cycle);
                return cycle;
            case LoadEffect load when ArrayShape.IsSynchronous(load.Array):
                return Free(load, LoadAfterToken(load.Array, cycle));
            case LoadEffect load:
                return LoadAfterToken(load.Array, cycle);
            case RequestEffect:
                cycle = Free(effect, Requests, Math.Max(cycle, Math.Max(Last(Requests), Last(Streams))));
                _last[Requests] = cycle;
                return cycle;
            case StreamClearEffect:
                return _last[Cleared] = Math.Max(cycle, Math.Max(Last(Streams) + 1, Last(Cleared)));
            case StreamEffect stream:
                // A state of its own: were it left together with another one, the one that is ready would wait for the other, and whoever
                // waits for that one might be whom the other waits for. What stands before it in the program has happened.
                cycle = Math.Max(cycle, Math.Max(Math.Max(Last(Streams), Last(Cleared)) + 1, Last(Requests)));
                if (stream.Stream.CarriesTokens)
                {
                    cycle = _last[Tokens] = Math.Max(cycle, Last(HandedOver));
                }

                return _last[Streams] = cycle;
            case ResponseEffect:
                cycle = Free(effect, Responses, Math.Max(cycle, Math.Max(Last(Responses), Last(Requests) + 1)));
                _last[Responses] = cycle;
                return cycle;
            default:
                return cycle;
        }
    }

    /// <summary>Notes when a load looks at its array: a later store must not come before.</summary>
    public void NoteLoad(LoadEffect load)
    {
        Note((load.Array, "load"), load.Cycle);
        NoteAccess(load.Array, dual.AreTakenInTurns(load.Array, dual.Arrays.Contains(load.Array)) ? load.Result.Cycle : load.Cycle);
    }

    // An array that is handed over is used between the read of a token and the write of the next one. In the state of either the access
    // happens when the token passes, and the next task sees it a cycle later.
    private int AfterToken(ArrayVariable array, int cycle) => array.HandedBy is null ? cycle : Math.Max(cycle, Last(Tokens));

    // A store in the cycle of a token, which a load behind the token does not know of.
    private int LoadAfterToken(ArrayVariable array, int cycle)
        => array.HandedBy is not null && Last(array) >= 0 && Last(array) == Last(Tokens)
            ? Math.Max(cycle, Last(array) + 1) : AfterToken(array, cycle);

    private void NoteAccess(ArrayVariable array, int cycle)
    {
        if (array.HandedBy is not null)
        {
            Note(HandedOver, cycle);
        }
    }

    private void Note(object key, int cycle) => _last[key] = Math.Max(cycle, Last(key));

    private int Last(object port)
    {
        for (var use = this; use is not null; use = use.Parent)
        {
            if (use._last.TryGetValue(port, out int cycle))
            {
                return cycle;
            }
        }

        return -1;
    }

    private PortUse? Parent { get; } = parent;

    // With two ports for anything no access shares its cycle with a store that may be at the same element.
    private int Free(ArrayAccess access, int cycle)
    {
        bool isDual = dual.Arrays.Contains(access.Array);
        for (; ; cycle++)
        {
            if (isDual && Taken((access.Array, 0), cycle).Concat(Taken((access.Array, 1), cycle)).Any(o => access.MayMeet((ArrayAccess)o)))
            {
                continue;
            }

            foreach (int port in DualPorts.For(access, isDual))
            {
                if (IsFree(access, (access.Array, port), cycle))
                {
                    access.Port = port;
                    return Take(access, (access.Array, port), cycle);
                }
            }
        }
    }

    private int Free(Effect effect, object port, int cycle)
    {
        while (!IsFree(effect, port, cycle))
        {
            cycle++;
        }

        return Take(effect, port, cycle);
    }

    private bool IsFree(Effect effect, object port, int cycle)
        => Taken(port, cycle).All(other => CanShare(other, effect, cycle));

    /// <summary>Both can use a port in one cycle.</summary>
    public static bool CanShare(Effect one, Effect other, int cycle)
        => one is ArrayAccess access ? access.CanShare((ArrayAccess)other, cycle) : AreExclusive(one.Predicate, other.Predicate);

    /// <summary>Notes with accesses of one array that they share port and cycle with one more.</summary>
    public static void Gate(IEnumerable<Effect> others, Effect effect)
    {
        if (effect is ArrayAccess access)
        {
            foreach (var other in others.OfType<ArrayAccess>())
            {
                (other.IsGated, access.IsGated) = (true, true);
            }
        }
    }

    private int Take(Effect effect, object port, int cycle)
    {
        Gate(Taken(port, cycle), effect);
        if (!_taken.TryGetValue((port, cycle), out var list))
        {
            _taken[(port, cycle)] = list = [];
        }

        list.Add(effect);
        return cycle;
    }

    private IEnumerable<Effect> Taken(object port, int cycle)
    {
        for (var use = this; use is not null; use = use.Parent)
        {
            if (use._taken.TryGetValue((port, cycle), out var list))
            {
                foreach (var effect in list)
                {
                    yield return effect;
                }
            }
        }
    }

    /// <summary>True when two conditions cannot both be 1.</summary>
    public static bool AreExclusive(Node? a, Node? b)
    {
        if (a is null || b is null)
        {
            return false;
        }

        var literals = Literals(a).ToHashSet();
        return Literals(b).Any(l => literals.Contains((l.Node, !l.IsTrue)) || literals.Any(other => AreOpposite(other, l)));
    }

    /// <summary>True when one condition can only be 1 where another one is, as far as what both are made of tells.</summary>
    public static bool Implies(Node? stronger, Node? weaker)
    {
        if (stronger is null || weaker is null || stronger == weaker)
        {
            return weaker is null || stronger == weaker;
        }

        if (weaker.Kind == NodeKind.Or && (Implies(stronger, weaker.Operands[0]) || Implies(stronger, weaker.Operands[1])))
        {
            return true;
        }

        var literals = Literals(stronger).ToHashSet();
        return literals.Contains((weaker, true)) || Literals(weaker).Where(static l => l.Node.Kind != NodeKind.And).All(literals.Contains);
    }

    private static bool AreOpposite((Node Node, bool IsTrue) a, (Node Node, bool IsTrue) b)
    {
        if (!a.IsTrue || !b.IsTrue)
        {
            return false;
        }

        bool sameOperands = a.Node.Operands.Length == 2 && b.Node.Operands.Length == 2
            && a.Node.Operands[0] == b.Node.Operands[0] && a.Node.Operands[1] == b.Node.Operands[1];
        bool exchanged = a.Node.Operands.Length == 2 && b.Node.Operands.Length == 2
            && a.Node.Operands[0] == b.Node.Operands[1] && a.Node.Operands[1] == b.Node.Operands[0];
        return (a.Node.Kind, b.Node.Kind) switch
        {
            (NodeKind.Equal, NodeKind.NotEqual) or (NodeKind.NotEqual, NodeKind.Equal) => sameOperands,
            (NodeKind.LessThan, NodeKind.LessOrEqual) or (NodeKind.LessOrEqual, NodeKind.LessThan) => exchanged,
            (NodeKind.Equal, NodeKind.Equal) => a.Node.Operands[0] == b.Node.Operands[0]
                && a.Node.Operands[1].IsConstant && b.Node.Operands[1].IsConstant && a.Node.Operands[1] != b.Node.Operands[1],
            _ => false,
        };
    }

    private static IEnumerable<(Node Node, bool IsTrue)> Literals(Node predicate)
    {
        Stack<Node> open = new([predicate]);
        while (open.TryPop(out var node))
        {
            if (node.Kind == NodeKind.And)
            {
                // A conjunction, or some bits of a value: then only the whole has an opposite.
                open.Push(node.Operands[0]);
                open.Push(node.Operands[1]);
                yield return (node, true);
            }
            else if (node.Kind == NodeKind.Xor && node.Operands[1].IsConstant)
            {
                yield return (node.Operands[0], false);
            }
            else
            {
                yield return (node, true);
            }
        }
    }
}
