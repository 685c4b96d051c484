using Accel.Generation;
using Accel.Hast;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.ToolRunners;
using Accel.Transformer.Reports;

namespace Accel.Verification;

/// <summary>Measures kernels of the gallery.</summary>
public static class GalleryBenchmark
{
    /// <summary>Generates a kernel, runs it, compares it with plain C# and with the reference, and, where the tools are given, synthesises
    /// it.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="size">Its size.</param>
    /// <param name="clockMHz">Another clock than its own to schedule for.</param>
    /// <param name="synthesis">Yosys, or null: then LUTs, flip-flops and DSPs are the estimate's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    /// <exception cref="ToolFailedException">The tools refuse its VHDL.</exception>
    public static GalleryMeasurement Measure(
        GalleryKernel kernel, GallerySize size, double? clockMHz = null, Series7Synthesis? synthesis = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var generated = KernelGenerator.Generate(kernel.Design, kernel.Options(size, clockMHz));
        var run = Run(kernel, size, generated, cancellationToken);
        var area = Area(generated, synthesis, cancellationToken);
        bool isPublishedSize = size.Replacements.IsEmpty && !size.IsSmall;
        var published = isPublishedSize ? kernel.Published : null;
        return new GalleryMeasurement(
            kernel.Kernel, kernel.IsOnChip ? run.OnChip : run.Total, area.Luts, area.FlipFlops, area.Dsps,
            Math.Round(generated.Clock.MHz, 1),
            published?.Cycles, published?.By, published?.Source, run.IsCorrect)
        {
            Group = kernel.Group,
            AreaBy = area.By,
            ScheduleMhz = generated.Clock.WantedMHz,
            TotalCycles = run.Total,
            Fault = run.Fault,
            InitiationIntervals = [.. generated.Report.Loops.Select(static l => l.InitiationInterval).OfType<int>()],
            Multipliers = kernel.Multipliers?.Invoke(size),
            Multiplications = kernel.Multiplications?.Invoke(size),
        };
    }

    private static RunResult Run(GalleryKernel kernel, GallerySize size, GeneratedKernel generated, CancellationToken cancellationToken)
    {
        // Loops that run beside each other would compute while others load.
        if (kernel.IsOnChip && generated.Report.Loops.Any(static l => l.Beside.Count > 0))
        {
            throw new InvalidOperationException($"{kernel.Kernel}: loops run beside each other, so that its cycles cannot be told apart");
        }

        var vectors = new GalleryVectors(kernel, size);
        var vector = vectors.Recorded[0];
        var simulator = Simulator.Create(generated.Module, new SimulationOptions());
        var window = new PortWindow(simulator);
        var memory = new KernelMemory([.. vector.Memory]);
        var run = new KernelSimulation(simulator, new KernelSimulationOptions { BeforeEdge = _ => window.Look() })
            .Run(memory, vector.Member, cancellationToken);
        if (run.Fault is not null)
        {
            return new RunResult(null, null, false, run.Fault);
        }

        var plain = PlainMemory.Of(vector.Memory);
        vectors.RunPlain(plain, vector.Member);
        bool isPlain = memory.Cells.SequenceEqual(PlainMemory.Cells(plain));
        bool isExpected = DifferenceFinder.Find("rtl", kernel.Kernel, vector, new RungRun(memory.Cells.ToArray(), run.Cycles, [])) is null;
        return new RunResult(run.Cycles, kernel.IsOnChip ? window.Cycles : null, isPlain && isExpected);
    }

    private static AreaResult Area(GeneratedKernel generated, Series7Synthesis? synthesis, CancellationToken cancellationToken)
    {
        CostReport estimate = generated.Report.Estimate;
        if (synthesis is null)
        {
            return new AreaResult(estimate.Luts, estimate.FlipFlops, estimate.Multipliers, "estimate");
        }

        using var mapped = MappedDesign.OfVhdl(synthesis, generated.Vhdl, generated.Module.Name, cancellationToken);
        return new AreaResult(mapped.Cells.Luts, mapped.Cells.FlipFlops, mapped.Cells.Dsps, "Yosys");
    }

    private sealed record RunResult(long? Total, long? OnChip, bool IsCorrect, string? Fault = null);

    private sealed record AreaResult(long Luts, long FlipFlops, long Dsps, string By);
}
