using System.Collections.Immutable;
using Accel.Generation;
using Accel.ToolRunners;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>A kernel made into hardware for one width of the memory port, to be measured with any latency.</summary>
public sealed class KernelBenchmark
{
    private const string Transformer = "accel";
    private const int RandomVectors = 3;

    private readonly IKernelVectors _vectors;
    private readonly GeneratedKernel _kernel;
    private readonly int _portBits;
    private readonly ImmutableArray<int> _intervals;
    private readonly CellCounts? _cells;

    private KernelBenchmark(IKernelVectors vectors, GeneratedKernel kernel, int portBits, ImmutableArray<int> intervals, CellCounts? cells)
        => (_vectors, _kernel, _portBits, _intervals, _cells) = (vectors, kernel, portBits, intervals, cells);

    /// <summary>Generates a kernel and, where the tools are given, synthesises it.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    /// <exception cref="ToolFailedException">The tools refuse its VHDL.</exception>
    public static KernelBenchmark Prepare(string kernel, int portBits, Series7Synthesis? synthesis, CancellationToken cancellationToken = default)
    {
        var generated = KernelGenerator.Generate(kernel, new TransformOptions { PortBits = portBits });
        ImmutableArray<int> intervals = [.. generated.Report.Loops.Select(static l => l.InitiationInterval).OfType<int>()];
        CellCounts? cells = null;
        if (synthesis is not null)
        {
            using var mapped = MappedDesign.OfVhdl(synthesis, generated.Vhdl, generated.Module.Name, cancellationToken);
            cells = mapped.Cells;
        }

        return new KernelBenchmark(KernelVectors.All.Single(v => v.Kernel == kernel), generated, portBits, intervals, cells);
    }

    /// <summary>Runs the recorded vectors and some random ones beside a memory, and compares each result with what is expected.</summary>
    public async Task<KernelMeasurement> MeasureAsync(int memoryLatency, CancellationToken cancellationToken = default)
    {
        using var rung = new RtlRung(_ => _kernel.Module, memoryLatency);
        long? cycles = 0;
        bool correct = true;
        foreach (var vector in _vectors.Recorded.Concat(Enumerable.Range(1, RandomVectors).Select(_vectors.Random)))
        {
            var run = await rung.RunAsync(_vectors, vector, cancellationToken).ConfigureAwait(false);
            cycles = run.Fault is null && cycles < run.Cycles ? run.Cycles : run.Fault is null ? cycles : null;
            correct &= DifferenceFinder.Find(rung.Name, _vectors.Kernel, vector, run) is null;
        }

        return new KernelMeasurement(
            _vectors.Kernel, Transformer, memoryLatency, _portBits, cycles, _cells?.Luts, _cells?.FlipFlops, _cells?.Dsps, _intervals, correct);
    }
}
