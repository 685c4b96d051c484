using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Handover;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Finds out which arrays the tasks of a network hand to each other; what they share otherwise is refused.</summary>
internal sealed class ProveHandovers : IPass
{
    /// <inheritdoc/>
    public string Name => "prove-handovers";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Visit(function.Body, [], function, context);
        }
    }

    // Before are the statements of the blocks around that are done before.
    private static void Visit(Block block, IReadOnlyList<Statement> before, Function function, PassContext context)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            List<Statement> earlier = [.. before, .. block.Statements.Take(i)];
            if (statement is ParallelStatement { IsNetwork: true } network)
            {
                Check(network, earlier, function, context);
            }

            if (IrWalk.All(statement).Any(s => s is ParallelStatement { IsNetwork: true } && s != statement))
            {
                foreach (var inner in IrWalk.Blocks(statement))
                {
                    Visit(inner, earlier, function, context);
                }
            }
        }
    }

    private static void Check(ParallelStatement network, IReadOnlyList<Statement> before, Function function, PassContext context)
    {
        List<Footprint> parts = [.. network.Blocks.Select(Footprint.Of)];
        HashSet<ArrayVariable> arrays = [];
        for (int i = 0; i < parts.Count; i++)
        {
            for (int k = i + 1; k < parts.Count; k++)
            {
                arrays.UnionWith(parts[i].StorageConflictsWith(parts[k]).OfType<ArrayVariable>());
            }
        }

        foreach (var (array, place, why) in arrays.Count == 0 ? [] : HandoverProof.Run(network, before, function, arrays))
        {
            SourceLocation? source = place ?? network.Source ?? function.Source;
            if (why is null)
            {
                string tasks = string.Join(" and ", network.Names!.Where((_, i) => parts[i].Uses(array)).Select(n => n.Name));
                context.Report(DiagnosticDescriptors.NetworkShares, network.Source ?? source, tasks, array);
            }
            else
            {
                context.Report(DiagnosticDescriptors.Handover, source, array, why);
            }
        }
    }
}
