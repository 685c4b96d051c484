using System.Numerics;

namespace Accel.Rtl.Simulation.Compilation;

/// <summary>Compiles a flat module: slots, clusters, operations, and who wakes whom.</summary>
internal sealed class ProgramBuilder
{
    private readonly Module _module;
    private readonly SlotMap _slots;
    private readonly Dictionary<Memory, int> _memories = [];
    private readonly List<Cluster> _clusters = [];
    private readonly List<FanOut> _fanOuts = [];

    /// <summary>Dirty bits to set when a signal (by id, of the root or source) changes; and when a memory changes.</summary>
    private readonly List<int>?[] _wakes;
    private readonly List<int>?[] _memoryWakes;
    private readonly bool[] _fused;
    private RegisterSignal[] _registers = [];

    private ProgramBuilder(Module module)
    {
        _module = module;
        _slots = new SlotMap(module);
        for (int i = 0; i < module.Memories.Count; i++)
            _memories.Add(module.Memories[i], i);
        _wakes = new List<int>?[module.Signals.Count];
        _memoryWakes = new List<int>?[module.Memories.Count];
        _fused = new bool[module.Signals.Count];
    }

    public static SimulationProgram Compile(Module flat) => new ProgramBuilder(flat).Build();

    private SimulationProgram Build()
    {
        var partition = new ClusterPartition(_module, _slots);
        var emitter = new OperationEmitter(_slots, _memories);
        int bit = 0;
        var roots = new List<Signal>();
        foreach (var (rootId, members) in partition.Clusters)
        {
            var root = _module.Signals[rootId];
            int start = emitter.Operations.Count;
            EmitCluster(members, partition, emitter, bit++);
            roots.Add(root);
            _clusters.Add(new Cluster { OpStart = start, OpEnd = emitter.Operations.Count, Root = _slots[root], RootWords = SlotMap.Words(root) });
        }

        int clusterWords = (bit + 63) / 64;
        _registers = [.. _module.Signals.OfType<RegisterSignal>().OrderBy(r => SlotMap.Words(r) > 1)];
        for (int i = 0; i < _registers.Length; i++)
        {
            Wake(_registers[i].Next!, clusterWords * 64 + i);
            if (_registers[i].Enable is { } enable)
                Wake(enable, clusterWords * 64 + i);
        }

        var clusters = _clusters.ToArray();
        for (int i = 0; i < clusters.Length; i++)
            (clusters[i].FanStart, clusters[i].FanEnd) = (FanOf(roots[i]).Start, _fanOuts.Count);

        return new SimulationProgram
        {
            Module = _module,
            Slots = _slots,
            Operations = [.. emitter.Operations],
            WideOperations = [.. emitter.WideOperations],
            Clusters = clusters,
            ClusterWords = clusterWords,
            InputFans = [.. _module.Inputs.Select(FanOf)],
            Registers = [.. _registers.Select(r => new RegisterPlan(r, _slots[r], _slots[r.Next!], SlotOrOne(r.Enable), SlotMap.Words(r), FanOf(r)))],
            RegisterIndex = RegisterIndexes(),
            SynchronousReads = [.. _module.Signals.OfType<MemoryReadSignal>().Where(r => r.IsSynchronous).Select(PlanSynchronousRead)],
            Writes = [.. _module.Memories.SelectMany(m => m.WritePorts.Select(p => new WritePlan(_slots[p.Enable], _slots[p.Address], _slots[p.Data], _memories[m])))],
            RangeChecks = [.. _module.Signals.OfType<MemoryReadSignal>()
                .Where(r => !r.IsSynchronous && r.Enable is not null && !BitOperations.IsPow2(r.Memory.Depth))
                .Select(r => new RangeCheckPlan(r, _slots[r.Enable!], _slots[r.Address!], _memories[r.Memory]))],
            Memories = [.. _module.Memories.Select((m, i) => new MemoryPlan(m, WideArithmetic.Words(m.WidthBits), Range(_memoryWakes[i])))],
            Assertions = [.. _module.Assertions.Select(a => new AssertionPlan(a, _slots[a.Enable], _slots[a.Condition]))],
            FanOuts = [.. _fanOuts],
            Fused = _fused,
        };
    }

    /// <summary>The operations of a cluster; a comparison with a constant that only selects a multiplexer is fused with it.</summary>
    private void EmitCluster(List<Signal> members, ClusterPartition partition, OperationEmitter emitter, int bit)
    {
        int root = partition.RootOf[members[0].Id];
        foreach (var mux in members.OfType<OperatorSignal>().Where(m => m.Operator == Operator.Multiplex && m.WidthBits <= 64))
        {
            var condition = _slots.Resolve(mux.Operands[0]);
            if (condition.Id != root && partition.RootOf[condition.Id] == root && ComparisonWithConstant(condition) is not null)
                _fused[condition.Id] = true;
        }

        foreach (var member in members)
        {
            if (_fused[member.Id])
                continue;
            switch (member)
            {
                case MemoryReadSignal read:
                    (_memoryWakes[_memories[read.Memory]] ??= []).Add(bit);
                    Listen(read.Address!, root, partition, bit);
                    emitter.Emit(read);
                    break;
                case OperatorSignal { Operator: Operator.Multiplex } mux when _fused[_slots.Resolve(mux.Operands[0]).Id]:
                    var (compared, constant, equal) = ComparisonWithConstant(_slots.Resolve(mux.Operands[0]))!.Value;
                    Listen(compared, root, partition, bit);
                    Listen(mux.Operands[1], root, partition, bit);
                    Listen(mux.Operands[2], root, partition, bit);
                    emitter.EmitMultiplexEqual(mux, compared, constant, equal);
                    break;
                case OperatorSignal op:
                    foreach (var operand in op.Operands)
                        Listen(operand, root, partition, bit);
                    emitter.Emit(op);
                    break;
            }
        }
    }

    private static (Signal Compared, ulong Constant, bool Equal)? ComparisonWithConstant(Signal signal)
        => signal is OperatorSignal { Operator: Operator.Equal or Operator.NotEqual } op && op.Operands[0].WidthBits <= 64
            ? op switch
            {
                { Operands: [var a, ConstantSignal c] } => (a, (ulong)c.Value, op.Operator == Operator.Equal),
                { Operands: [ConstantSignal c, var a] } => (a, (ulong)c.Value, op.Operator == Operator.Equal),
                _ => null,
            }
            : null;

    private void Listen(Signal operand, int root, ClusterPartition partition, int bit)
    {
        int id = _slots.Resolve(operand).Id;
        if (partition.RootOf[id] != root)
            Wake(operand, bit);
    }

    private void Wake(Signal signal, int bit)
    {
        var resolved = _slots.Resolve(signal);
        if (resolved is not ConstantSignal)
            (_wakes[resolved.Id] ??= []).Add(bit);
    }

    private FanRange FanOf(Signal signal) => Range(_wakes[signal.Id]);

    private FanRange Range(List<int>? bits)
    {
        int start = _fanOuts.Count;
        foreach (var group in (bits ?? []).Distinct().GroupBy(b => b / 64).OrderBy(g => g.Key))
            _fanOuts.Add(new FanOut(group.Key, group.Aggregate(0UL, (mask, b) => mask | 1UL << (b % 64))));
        return new FanRange(start, _fanOuts.Count);
    }

    private int SlotOrOne(Signal? signal) => signal is null ? SlotMap.One : _slots[signal];

    private SynchronousReadPlan PlanSynchronousRead(MemoryReadSignal read) => new(
        read, _slots[read], _slots[read.Address!], read.Enable is null ? -1 : _slots[read.Enable], _memories[read.Memory], FanOf(read));

    private int[] RegisterIndexes()
    {
        var indexes = new int[_module.Signals.Count];
        Array.Fill(indexes, -1);
        for (int i = 0; i < _registers.Length; i++)
            indexes[_registers[i].Id] = i;
        return indexes;
    }
}
