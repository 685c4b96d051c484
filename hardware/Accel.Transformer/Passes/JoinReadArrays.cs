using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Two copies of an array that tasks only read become one block RAM, of which each task has a port, where that takes fewer blocks than two
/// memories with a port that reads and one that writes. What stores to them is done by the second one's port, before the tasks start.
/// </summary>
internal sealed class JoinReadArrays : IPass
{
    /// <inheritdoc/>
    public string Name => "join-read-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        var blocks = DelayTable.Of(context.Options.Family).Blocks;
        if (!blocks.HasDualPorts)
        {
            return;
        }

        List<Statement> statements = [.. program.Functions.SelectMany(static f => IrWalk.All(f.Body)).Distinct()];
        var copies = program.Functions.SelectMany(static f => f.Arrays).Concat(program.Arrays).Where(static a => a.CopyOf is not null)
            .GroupBy(static a => a.CopyOf!);
        foreach (var arrays in copies.Select(group => group.Prepend(group.Key).ToList()))
        {
            for (int i = 0; i + 1 < arrays.Count; i += 2)
            {
                if (AreSmaller(blocks, arrays[i]) && HasPortLeft(program, statements, arrays[i])
                    && HasPortLeft(program, statements, arrays[i + 1]))
                {
                    arrays[i + 1].SecondPortOf = arrays[i];
                }
            }
        }
    }

    private static bool AreSmaller(DeviceBlocks blocks, ArrayVariable array)
    {
        int widthBits = Graph.RangeOf(array).WidthBits;
        return ArrayShape.StyleOf(array) == MemoryStyle.Block
            && blocks.DualPortBlocksOf(array.Length, widthBits) < 2 * blocks.BlocksOf(array.Length, widthBits);
    }

    // Nothing loads while anything may store: that would be the other port of the two. And no loop needs both ports by itself.
    private static bool HasPortLeft(KernelProgram program, List<Statement> statements, ArrayVariable array)
    {
        var loads = statements.Where(s => IrWalk.Loads(s, array)).ToHashSet();
        if (statements.Exists(s => IrWalk.Stores(s, array)))
        {
            foreach (var network in statements.Where(s => s is ParallelStatement { IsNetwork: true } && !Footprint.Of(s).Writes(array)))
            {
                loads.ExceptWith(IrWalk.All(network));
            }

            if (loads.Count > 0)
            {
                return false;
            }
        }

        return !PortDemand.IsOverOnePort(program, array);
    }
}
