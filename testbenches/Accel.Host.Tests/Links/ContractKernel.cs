using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Transformer;

namespace Accel.Host.Tests.Links;

/// <summary>The kernel behind the links that <see cref="LinkContract"/> tries.</summary>
internal static class ContractKernel
{
    internal const int Cells = 1024, Increment = 0, WaitForHost = 1;

    private static readonly Lazy<GeneratedKernel> _generated = new(static () => KernelGenerator.Generate(new KernelDesign("Contract",
        KernelSource.FromText("""
            using Hast.Transformer.SimpleMemory;
            public class Contract
            {
                // What is left in cell 1 is one more than cell 0.
                public virtual void Increment(SimpleMemory memory) => memory.WriteInt32(1, memory.ReadInt32(0) + 1);
                // Ends when the host has written something to cell 2.
                public virtual void WaitForHost(SimpleMemory memory) { while (memory.ReadInt32(2) == 0) { } }
            }
            """))));
    private static readonly Lazy<SimulatedDesign> _design = new(static () => SimulatedDesign.Of(_generated.Value));

    internal static GeneratedKernel Generated => _generated.Value;

    internal static SimulatedDesign Design => _design.Value;
}
