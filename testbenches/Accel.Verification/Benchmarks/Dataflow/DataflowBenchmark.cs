using Accel.Generation;
using Accel.ToolRunners;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>Measures a kernel of tasks that streams join, beside the design by hand.</summary>
public static class DataflowBenchmark
{
    private const int RandomVectors = 2;

    private const double SlowestMHz = 100;

    /// <summary>Generates the kernel, runs it and the design by hand, and, where the tools are given, synthesises both.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel at every clock.</exception>
    /// <exception cref="ToolFailedException">A tool refuses one of the designs.</exception>
    public static async Task<DataflowMeasurement> MeasureAsync(
        DataflowReference reference, Series7Synthesis? synthesis, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var vectors = KernelVectors.Dataflow.Single(v => v.Kernel == reference.Kernel);
        var (kernel, clockMHz) = Generate(reference);
        var (cycles, correct) = await RunAsync(vectors, kernel, cancellationToken).ConfigureAwait(false);
        var (handCycles, handCorrect) = RunByHand(vectors, reference, kernel, cancellationToken);
        var (cells, path) = Map(synthesis, s => MappedDesign.OfVhdl(s, kernel.Vhdl, kernel.Module.Name, cancellationToken),
            cancellationToken);
        var (handCells, handPath) = reference.Verilog is { } verilog
            ? Map(synthesis, s => MappedDesign.OfVerilog(s, verilog, reference.Kernel, cancellationToken), cancellationToken)
            : default;
        return new DataflowMeasurement(
            reference.Kernel, clockMHz, Interval(reference, kernel), vectors.LongElements, cycles,
            cells?.Luts, cells?.FlipFlops, cells?.BlockRams, path,
            handCells?.Luts, handCells?.FlipFlops, handCells?.BlockRams, handPath, handCycles, correct && handCorrect);
    }

    /// <summary>The kernel at the clock that it is to reach, or at the fastest below that the compiler takes it at.</summary>
    /// <exception cref="GenerationException">It is refused at every clock.</exception>
    public static (GeneratedKernel Kernel, double ClockMHz) Generate(DataflowReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return FastestClock.Generate(reference.Kernel, new TransformOptions { PortBits = reference.PortBits }, SlowestMHz);
    }

    private static int Interval(DataflowReference reference, GeneratedKernel kernel)
        => kernel.Report.Loops.Where(l => l.Name == reference.Loop).Max(static l => l.InitiationInterval)
            ?? throw new InvalidOperationException($"{reference.Kernel}: no pipelined loop {reference.Loop}");

    private static IEnumerable<KernelCase> Cases(IDataflowVectors vectors)
        => vectors.Recorded.Concat(Enumerable.Range(1, RandomVectors).Select(vectors.Random)).Append(vectors.Long);

    // The last vector is the long one.
    private static async Task<(long? Cycles, bool Correct)> RunAsync(IDataflowVectors vectors, GeneratedKernel kernel,
        CancellationToken cancellationToken)
    {
        using var rung = new RtlRung(_ => kernel.Module);
        long? cycles = null;
        bool correct = true;
        foreach (var vector in Cases(vectors))
        {
            var run = await rung.RunAsync(vectors, vector, cancellationToken).ConfigureAwait(false);
            cycles = run.Fault is null ? run.Cycles : null;
            correct &= DifferenceFinder.Find(rung.Name, vectors.Kernel, vector, run) is null;
        }

        return (cycles, correct);
    }

    private static (long? Cycles, bool Correct) RunByHand(
        IDataflowVectors vectors, DataflowReference reference, GeneratedKernel kernel, CancellationToken cancellationToken)
    {
        if (HandWrittenDesign.Of(reference, kernel.Module) is not { Unavailable: null } hand)
        {
            return (null, true);
        }

        long? cycles = null;
        bool correct = true;
        foreach (var vector in Cases(vectors))
        {
            var run = hand.Run(vector, cancellationToken: cancellationToken);
            cycles = run.Cycles;
            correct &= DifferenceFinder.Find("by hand", vectors.Kernel, vector, run) is null;
        }

        return (cycles, correct);
    }

    private static (CellCounts? Cells, double? PathNs) Map(
        Series7Synthesis? synthesis, Func<Series7Synthesis, MappedDesign> map, CancellationToken cancellationToken)
    {
        if (synthesis is null)
        {
            return (null, null);
        }

        using var design = map(synthesis);
        return (design.Cells, design.LongestPathNs(cancellationToken));
    }
}
