using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Which tasks of networks use arrays.</summary>
internal sealed class HandedArrays
{
    private readonly List<Statement> _statements;
    private readonly List<List<HashSet<Statement>>> _networks;

    /// <summary>Looks at a program.</summary>
    public HandedArrays(KernelProgram program)
    {
        _statements = [.. program.Functions.SelectMany(f => IrWalk.All(f.Body))];
        _networks = [.. _statements.OfType<ParallelStatement>().Where(p => p.IsNetwork)
            .Select(p => p.Blocks.Select(b => IrWalk.All(b).ToHashSet()).ToList())];
    }

    /// <summary>Whether one task of a network stores elements of two arrays, another one loads them, and nobody else uses either: so a
    /// memory of both needs no more ports than each of them.</summary>
    public bool GoFromTaskToTask(ArrayVariable one, ArrayVariable other)
    {
        var stores = _statements.Where(s => IrWalk.Stores(s, one) || IrWalk.Stores(s, other)).ToHashSet();
        var loads = _statements.Where(s => IrWalk.Loads(s, one) || IrWalk.Loads(s, other)).ToHashSet();
        return stores.Count > 0 && loads.Count > 0 && _networks.Exists(tasks => TaskOf(tasks, stores) is int writer
            && TaskOf(tasks, loads) is int reader && writer != reader);
    }

    // The task that all statements stand in.
    private static int? TaskOf(List<HashSet<Statement>> tasks, HashSet<Statement> statements)
        => tasks.FindIndex(statements.IsSubsetOf) is >= 0 and var task ? task : null;
}
