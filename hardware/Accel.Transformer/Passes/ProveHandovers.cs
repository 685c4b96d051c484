using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Handover;
using Accel.Transformer.Ir;

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
            foreach (var placed in PlacedNetwork.In(function))
            {
                Check(placed, function, context);
            }
        }
    }

    private static void Check(PlacedNetwork placed, Function function, PassContext context)
    {
        var network = placed.Network;
        foreach (var (array, place, why) in HandoverProof.Run(placed, function, placed.SharedArrays()))
        {
            SourceLocation? source = place ?? network.Source ?? function.Source;
            if (why is null)
            {
                string tasks = string.Join(" and ",
                    network.Names!.Where((_, i) => Footprint.Of(network.Blocks[i]).Uses(array)).Select(n => n.Name));
                context.Report(DiagnosticDescriptors.NetworkShares, network.Source ?? source, tasks, array);
            }
            else
            {
                context.Report(DiagnosticDescriptors.Handover, source, array, why);
            }
        }
    }
}
