using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>The basic blocks of what becomes one process, in reverse post-order, with roots and liveness.</summary>
/// <param name="Blocks">The entry first.</param>
/// <param name="Shared">Methods that are built once and run from several places.</param>
internal sealed record FlowGraph(IReadOnlyList<FlowBlock> Blocks, IReadOnlyList<SharedUse> Shared)
{
    /// <summary>Where it begins.</summary>
    public FlowBlock Entry => Blocks[0];

    /// <summary>The task of a network that it is.</summary>
    public TaskName? Task { get; init; }
}

/// <summary>A shared method in a process.</summary>
/// <param name="Method">What is run.</param>
/// <param name="Places">From how many places.</param>
internal sealed record SharedUse(SharedMethod Method, int Places);
