using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>A network with what is done before it.</summary>
/// <param name="Network">The tasks.</param>
/// <param name="Before">The statements of the blocks around that are done before.</param>
internal sealed record PlacedNetwork(ParallelStatement Network, IReadOnlyList<Statement> Before)
{
    /// <summary>The networks of a function, in program order.</summary>
    public static IEnumerable<PlacedNetwork> In(Function function) => In(function.Body, []);

    /// <summary>Arrays that more than one of the tasks use, one of them to write.</summary>
    public HashSet<ArrayVariable> SharedArrays()
    {
        List<Footprint> parts = [.. Network.Blocks.Select(Footprint.Of)];
        return [.. parts.SelectMany((part, i) => parts.Skip(i + 1).SelectMany(part.StorageConflictsWith)).OfType<ArrayVariable>()];
    }

    private static IEnumerable<PlacedNetwork> In(Block block, IReadOnlyList<Statement> before)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            List<Statement> earlier = [.. before, .. block.Statements.Take(i)];
            if (statement is ParallelStatement { IsNetwork: true } network)
            {
                yield return new PlacedNetwork(network, earlier);
            }

            if (IrWalk.All(statement).Any(s => s is ParallelStatement { IsNetwork: true } && s != statement))
            {
                foreach (var inner in IrWalk.Blocks(statement).SelectMany(inside => In(inside, earlier)))
                {
                    yield return inner;
                }
            }
        }
    }
}
