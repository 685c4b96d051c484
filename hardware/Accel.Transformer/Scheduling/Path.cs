using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// What is known on one path through a region while it is built: the value of each variable, the stores made, the loads that can be
/// used again. A fork sees its parent's facts and adds its own.
/// </summary>
internal sealed class Path(Path? parent)
{
    /// <summary>Loads look this far back over stores that cannot concern them.</summary>
    private const int MaximumLookBack = 64;

    private readonly Dictionary<Variable, Node> _values = [];
    private readonly Dictionary<ArrayVariable, StoreChain?> _stores = [];
    private readonly Dictionary<(ArrayVariable, StoreEffect?, int, object?), Node> _loads = [];

    // Of arrays that are handed over nothing is known from before: other tasks may have changed them.
    private object? _turn = parent?._turn;

    /// <summary>A store and those before it.</summary>
    public sealed record StoreChain(StoreEffect Store, StoreChain? Before);

    /// <summary>What was forked off, or null.</summary>
    public Path? Parent { get; } = parent;

    /// <summary>Variables set since the fork.</summary>
    public IReadOnlyDictionary<Variable, Node> Changes => _values;

    /// <summary>A variable's value, or null when it is still its register.</summary>
    public Node? this[Variable variable]
    {
        get
        {
            for (var path = this; path is not null; path = path.Parent)
            {
                if (path._values.TryGetValue(variable, out var node))
                {
                    return node;
                }
            }

            return null;
        }
    }

    /// <summary>Sets a variable.</summary>
    public void Set(Variable variable, Node value) => _values[variable] = value;

    /// <summary>Notes a store.</summary>
    public void Add(StoreEffect store) => _stores[store.Array] = new StoreChain(store, StoresOf(store.Array));

    /// <summary>Takes over the stores and loads of a branch that was turned into choices.</summary>
    public void Absorb(Path branch)
    {
        foreach (var (array, chain) in branch._stores)
        {
            _stores[array] = chain;
        }

        _turn = branch._turn;
    }

    /// <summary>A token is read: what is known of arrays that are handed over holds no longer.</summary>
    public void TakeToken()
    {
        _turn = new object();
        for (var path = this; path is not null; path = path.Parent)
        {
            foreach (var array in path._stores.Keys.Where(a => a.HandedBy is not null).ToList())
            {
                _stores[array] = null;
            }
        }
    }

    /// <summary>The stores to an array so far, latest first.</summary>
    public StoreChain? StoresOf(ArrayVariable array)
    {
        for (var path = this; path is not null; path = path.Parent)
        {
            if (path._stores.TryGetValue(array, out var chain))
            {
                return chain;
            }
        }

        return null;
    }

    /// <summary>Stores that can concern an index: those that provably do not are passed over.</summary>
    public StoreChain? StoresSeenBy(ArrayVariable array, Node index)
    {
        var chain = StoresOf(array);
        for (int i = 0; i < MaximumLookBack && chain is not null && AreDistinct(chain.Store.Index, index); i++)
        {
            chain = chain.Before;
        }

        return chain;
    }

    /// <summary>A load made before that sees the same stores.</summary>
    public Node? KnownLoad(ArrayVariable array, StoreEffect? after, Node index)
    {
        for (var path = this; path is not null; path = path.Parent)
        {
            if (path._loads.TryGetValue(Key(array, after, index), out var node))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Notes a load.</summary>
    public void AddLoad(ArrayVariable array, StoreEffect? after, Node index, Node load) => _loads[Key(array, after, index)] = load;

    private (ArrayVariable, StoreEffect?, int, object?) Key(ArrayVariable array, StoreEffect? after, Node index)
        => (array, after, index.Id, array.HandedBy is null ? null : _turn);

    /// <summary>True when two indices cannot be equal.</summary>
    public static bool AreDistinct(Node a, Node b)
    {
        if (a.Range.Intersect(b.Range) is null)
        {
            return true;
        }

        var (baseA, offsetA) = Split(a);
        var (baseB, offsetB) = Split(b);
        return baseA == baseB && offsetA != offsetB;
    }

    private static (Node? Base, Int128 Offset) Split(Node a) => a.Kind switch
    {
        NodeKind.Constant => (null, a.Value),
        NodeKind.Add when a.Operands[1].IsConstant => (a.Operands[0], a.Operands[1].Value),
        _ => (a, 0),
    };
}
