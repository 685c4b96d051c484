using Accel.Rtl;

namespace Accel.Transformer.Scheduling;

/// <summary>The basic blocks of what becomes one process, in reverse post-order, with roots and liveness.</summary>
/// <param name="Blocks">The entry first.</param>
/// <param name="Source">Its first line.</param>
internal sealed record FlowGraph(IReadOnlyList<FlowBlock> Blocks, SourceLocation? Source)
{
    /// <summary>Where it begins.</summary>
    public FlowBlock Entry => Blocks[0];
}
