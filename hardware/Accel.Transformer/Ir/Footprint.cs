using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Ir;

/// <summary>What executing statements can read and write: whether their order matters.</summary>
internal sealed class Footprint
{
    private static readonly HashSet<ArrayVariable> NoArrays = [];

    // What the functions that are called do; null within their own calls.
    private readonly Dictionary<Function, Footprint?> _callees;

    private readonly HashSet<object> _reads = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _writes = new(ReferenceEqualityComparer.Instance);
    private bool _readsMemory, _writesMemory;

    /// <summary>Of nothing.</summary>
    public Footprint()
        : this([])
    {
    }

    private Footprint(Dictionary<Function, Footprint?> callees) => _callees = callees;

    /// <summary>SimpleMemory is read or written.</summary>
    public bool UsesMemory => _readsMemory || _writesMemory;

    /// <summary>The arrays that are read or written.</summary>
    public IEnumerable<ArrayVariable> Arrays => _reads.Union(_writes, ReferenceEqualityComparer.Instance).OfType<ArrayVariable>();

    /// <summary>A variable or array is read or written.</summary>
    public bool Uses(object item) => _reads.Contains(item) || _writes.Contains(item);

    /// <summary>A variable or array is written.</summary>
    public bool Writes(object item) => _writes.Contains(item);

    /// <summary>Of a block.</summary>
    public static Footprint Of(Block block)
    {
        Footprint footprint = new();
        footprint.Add(block);
        return footprint;
    }

    /// <summary>Of one statement.</summary>
    public static Footprint Of(Statement statement) => Of(new Block { Statements = { statement } });

    /// <summary>
    /// What forbids to exchange the order of two parts, or null: something that one writes and the other reads or writes.
    /// Reads of SimpleMemory may change places.
    /// </summary>
    public object? ConflictWith(Footprint other) => ConflictWith(other, NoArrays);

    private object? ConflictWith(Footprint other, IReadOnlySet<ArrayVariable> apart)
        => StorageConflictsWith(other).FirstOrDefault(item => item is not ArrayVariable array || !apart.Contains(array))
            ?? ((_writesMemory && other.UsesMemory) || (other._writesMemory && UsesMemory) ? "SimpleMemory" : null);

    /// <summary>A variable or array that one of two parts writes and the other one reads or writes, or null.</summary>
    public object? StorageConflictWith(Footprint other) => StorageConflictsWith(other).FirstOrDefault();

    /// <summary>All variables and arrays that one of two parts writes and the other one reads or writes.</summary>
    public IEnumerable<object> StorageConflictsWith(Footprint other)
        => _writes.Where(item => other._writes.Contains(item) || other._reads.Contains(item))
            .Concat(other._writes.Where(item => _reads.Contains(item) && !_writes.Contains(item)));

    /// <summary>Writes a variable or array that another part reads or writes.</summary>
    public bool WritesWhatIsUsedBy(Footprint other) => _writes.Any(item => other._reads.Contains(item) || other._writes.Contains(item));

    /// <summary>SimpleMemory is written.</summary>
    public bool WritesMemory => _writesMemory;

    /// <summary>
    /// What forbids to run two parts at the same time, or null: a conflict of order, the one port to SimpleMemory, or the one read port
    /// of a block RAM.
    /// </summary>
    /// <param name="other">The other part.</param>
    /// <param name="apart">Arrays that both mention and only one of them uses.</param>
    public object? CollisionWith(Footprint other, IReadOnlySet<ArrayVariable>? apart = null)
        => ConflictWith(other, apart ?? NoArrays)
            ?? (object?)(UsesMemory && other.UsesMemory ? "SimpleMemory" : null)
            ?? ReadPortOf(other, apart ?? NoArrays);

    /// <summary>What forbids that two parts are tasks of a network, or null: as for any tasks, but SimpleMemory, at which the tasks of a
    /// network take turns, and block RAM that they only read, of which each has a port or a copy.</summary>
    public object? NetworkCollisionWith(Footprint other)
        => StorageConflictsWith(other).FirstOrDefault(item => item is not ArrayVariable { HandedBy: not null });

    /// <summary>Block RAM that two parts read: it has one port for that, which tasks take in turns where they use the array in
    /// turns.</summary>
    public IEnumerable<ArrayVariable> ReadPortsOf(Footprint other)
        => _reads.OfType<ArrayVariable>()
            .Where(array => other._reads.Contains(array) && ArrayShape.IsSynchronous(array) && array.HandedBy is null);

    private ArrayVariable? ReadPortOf(Footprint other, IReadOnlySet<ArrayVariable> apart)
        => ReadPortsOf(other).FirstOrDefault(array => !apart.Contains(array));

    /// <summary>What two of the blocks cannot both do at the same time, or null.</summary>
    public static object? FindCollision(IEnumerable<Block> blocks, IReadOnlySet<ArrayVariable>? apart = null) =>
        FindCollision(blocks, (part, all) => part.CollisionWith(all, apart));

    /// <summary>What two tasks of a network cannot both do, or null.</summary>
    public static object? FindNetworkCollision(IEnumerable<Block> blocks) =>
        FindCollision(blocks, (part, all) => part.NetworkCollisionWith(all));

    private static object? FindCollision(IEnumerable<Block> blocks, Func<Footprint, Footprint, object?> find)
    {
        Footprint all = new();
        foreach (var block in blocks)
        {
            var part = Of(block);
            if (find(part, all) is { } collision)
            {
                return collision;
            }

            all.Add(part);
        }

        return null;
    }

    /// <summary>Takes up what another part does.</summary>
    public void Add(Footprint part)
    {
        _reads.UnionWith(part._reads);
        _writes.UnionWith(part._writes);
        _readsMemory |= part._readsMemory;
        _writesMemory |= part._writesMemory;
    }

    private void Add(Block block)
    {
        foreach (var statement in IrWalk.All(block))
        {
            foreach (var expression in IrWalk.Expressions(statement).SelectMany(IrWalk.All))
            {
                switch (expression)
                {
                    case VariableExpression use:
                        _ = _reads.Add(use.Variable);
                        break;
                    case ArrayLoadExpression load:
                        _ = _reads.Add(load.Array);
                        break;
                }
            }

            _writes.UnionWith(IrWalk.Targets(statement));

            switch (statement)
            {
                case ArrayStoreStatement store:
                    _ = _writes.Add(store.Array);
                    break;
                case ArrayClearStatement clear:
                    _ = _writes.Add(clear.Array);
                    break;
                case MemoryReadStatement:
                    _readsMemory = true;
                    break;
                case MemoryWriteStatement:
                    _writesMemory = true;
                    break;
                case CallStatement call:
                    AddCall(call);
                    break;
            }
        }
    }

    // A callee reaches what it is given, as far as it uses it, and everything that outlives a call. One that calls itself may use whatever
    // it is given again.
    private void AddCall(CallStatement call)
    {
        Footprint? known = OfCallee(call.Callee);
        Footprint callee = known ?? new();
        _readsMemory |= callee._readsMemory;
        _writesMemory |= callee._writesMemory;
        foreach ((Argument argument, Parameter parameter) in call.Arguments.Zip(call.Callee.Parameters))
        {
            object? item = argument switch
            {
                ReferenceArgument reference => reference.Variable,
                ArrayArgument array => array.Array,
                _ => null,
            };
            object? name = (object?)parameter.Array ?? parameter.Variable;
            AddIf(_reads, item, known is null || callee._reads.Contains(name!));
            AddIf(_writes, item, known is null || callee._writes.Contains(name!));
        }

        _reads.UnionWith(callee._reads.OfType<ArrayVariable>().Where(array => array.IsPersistent));
        _writes.UnionWith(callee._writes.OfType<ArrayVariable>().Where(array => array.IsPersistent));
    }

    private Footprint? OfCallee(Function function)
    {
        if (!_callees.TryGetValue(function, out Footprint? known))
        {
            _callees.Add(function, null);
            known = new Footprint(_callees);
            known.Add(function.Body);
            _callees[function] = known;
        }

        return known;
    }

    private static void AddIf(HashSet<object> items, object? item, bool isUsed)
    {
        if (item is not null && isUsed)
        {
            _ = items.Add(item);
        }
    }
}
