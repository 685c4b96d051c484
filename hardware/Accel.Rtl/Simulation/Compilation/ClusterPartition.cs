namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// Decides which signals are evaluated together. A signal joins its only user; everything else is the root of a cluster of its own.
/// Larger clusters cost fewer checks for change, smaller ones skip more work that has not changed.
/// </summary>
internal sealed class ClusterPartition
{
    /// <summary>Most signals in a cluster; found by measuring state machines and adder trees.</summary>
    private const int MaximumSignals = 24;

    /// <summary>The id of the root of each combinational signal's cluster, or -1 for signals that need no operation.</summary>
    public int[] RootOf { get; }

    /// <summary>Members of each cluster in topological order, by id of the root.</summary>
    public SortedDictionary<int, List<Signal>> Clusters { get; } = [];

    public ClusterPartition(Module module, SlotMap slots)
    {
        int count = module.Signals.Count;
        var uses = new int[count];
        var user = new int[count];
        CountUses(module, slots, uses, user);
        RootOf = new int[count];
        var size = new int[count];
        Array.Fill(RootOf, -1);
        for (int id = count - 1; id >= 0; id--)
        {
            var signal = module.Signals[id];
            if (slots.Resolve(signal) != signal || signal is not (OperatorSignal or MemoryReadSignal { IsSynchronous: false }))
                continue;
            int root = uses[id] == 1 && user[id] >= 0 ? RootOf[user[id]] : id;
            if (root != id && size[root] >= MaximumSignals)
                root = id;
            RootOf[id] = root;
            size[root]++;
        }

        for (int id = 0; id < count; id++)
        {
            if (RootOf[id] < 0)
                continue;
            if (!Clusters.TryGetValue(RootOf[id], out var members))
                Clusters.Add(RootOf[id], members = []);
            members.Add(module.Signals[id]);
        }
    }

    /// <summary>
    /// Counts uses; <paramref name="user"/> is the id of a combinational user, or -1 when something else uses the signal.
    /// </summary>
    private static void CountUses(Module module, SlotMap slots, int[] uses, int[] user)
    {
        void Use(Signal? signal, int by)
        {
            if (signal is null)
                return;
            int id = slots.Resolve(signal).Id;
            uses[id]++;
            user[id] = by;
        }

        foreach (var signal in module.Signals)
        {
            switch (signal)
            {
                case OperatorSignal op when slots.Resolve(op) == op:
                    foreach (var operand in op.Operands)
                        Use(operand, op.Id);
                    break;
                case MemoryReadSignal read:
                    Use(read.Address, read.IsSynchronous ? -1 : read.Id);
                    Use(read.Enable, -1);
                    break;
                case RegisterSignal register:
                    Use(register.Next, -1);
                    Use(register.Enable, -1);
                    break;
            }
        }

        foreach (var driver in module.Memories.SelectMany(static m => m.WritePorts).SelectMany(static p => p.Drivers))
            Use(driver, -1);

        foreach (var assertion in module.Assertions)
        {
            Use(assertion.Enable, -1);
            Use(assertion.Condition, -1);
        }

        foreach (var output in module.Outputs.Values)
            Use(output, -1);
    }
}
