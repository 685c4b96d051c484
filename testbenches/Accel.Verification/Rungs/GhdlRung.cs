using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// The emitted VHDL in GHDL. A generated bench plays the memory and writes it out at the end; or another one replays a trace of the RTL
/// simulation and compares every output in every cycle, and the memory is played only when that differs, to name what became wrong.
/// </summary>
public sealed class GhdlRung : IRung
{
    private const long MostForLlvm = 1_000_000;
    private const string InputFile = "memory-in.hex";
    private const string OutputFile = "memory-out.hex";
    private const string WritesFile = "memory-writes.txt";
    private const string TraceFile = "trace.txt";

    // Longer runs, such as a whole digit in the engine, are played: the bench that compares every port in every cycle is slower.
    private const long MostTracedCycles = 200_000;

    private readonly Func<string, Module> _designs;
    private readonly Ghdl? _ghdl;
    private readonly TimeSpan _timeout;
    private readonly int _latencyCycles;
    private readonly Func<string, Module>? _traced;
    private readonly Dictionary<string, Analysed> _analysed = new(StringComparer.Ordinal);

    /// <summary>Makes the rung.</summary>
    /// <param name="designs">From a kernel's name to its netlist; asked once a kernel.</param>
    /// <param name="ghdl">Which GHDL, or null for the one that <see cref="Choose"/> finds.</param>
    /// <param name="timeout">Of one vector; null for ten minutes.</param>
    /// <param name="latencyCycles">Of the memory.</param>
    /// <param name="traced">The netlists whose traces are replayed first; null replays none.</param>
    public GhdlRung(Func<string, Module> designs, Ghdl? ghdl = null, TimeSpan? timeout = null, int latencyCycles = 1, Func<string, Module>? traced = null)
    {
        (_designs, _ghdl, _timeout) = (designs, ghdl, timeout ?? TimeSpan.FromMinutes(10));
        (_latencyCycles, _traced) = (latencyCycles, traced);
    }

    /// <inheritdoc/>
    public string Name => "ghdl";

    /// <inheritdoc/>
    public Unavailability? Unavailable => Unavailability.Of(_ghdl ?? Choose(0));

    /// <summary>
    /// The LLVM back end where it is installed, since it runs a design about three times faster, but for one so large that LLVM takes
    /// longer to compile it than any run takes: more than five minutes for the engine's 1.7 million characters, which mcode begins to run
    /// within seconds.
    /// </summary>
    /// <param name="characters">Of the design's VHDL.</param>
    public static Ghdl Choose(long characters)
        => characters <= MostForLlvm && new Ghdl(GhdlBackend.Llvm) is { IsAvailable: true } llvm ? llvm : new Ghdl();

    /// <inheritdoc/>
    public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(vector);
        return await Task.Run(() => Run(kernel.Kernel, vector, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var analysed in _analysed.Values)
        {
            analysed.Directory.Dispose();
        }

        _analysed.Clear();
    }

    private RungRun Run(string kernel, KernelCase vector, CancellationToken cancellationToken)
    {
        if (!_analysed.TryGetValue(kernel, out var analysed))
        {
            var module = _designs(kernel);
            var texts = VhdlWriter.Write(module);
            var ghdl = _ghdl ?? Choose(texts.Sum(static f => (long)f.Text.Length));
            _analysed[kernel] = analysed = new Analysed(new ToolDirectory(), module, ghdl);
            var files = texts.Select(f => analysed.Directory.Write(f.Name, f.Text)).ToList();
            ghdl.Analyse(analysed.Directory.Path, files, allWarnings: false, cancellationToken);
        }

        if (_traced is null)
        {
            return Play(analysed, vector, cancellationToken);
        }

        var recording = TraceRecording.Of(_traced(kernel), vector, _latencyCycles, MostTracedCycles, cancellationToken);
        if (recording.Run.Fault is not null)
        {
            return Play(analysed, vector, cancellationToken);
        }

        var result = Replay(analysed, recording.Trace, cancellationToken);
        return result.Succeeded
            ? recording.Run
            : Play(analysed, vector, cancellationToken) with
            {
                Trace = TraceMismatch.Parse(result.StandardOutput)
                    ?? throw new ToolFailedException(analysed.Ghdl.Program, "replay a trace", result),
            };
    }

    // The same outputs in every cycle have written the same memory.
    private ToolResult Replay(Analysed analysed, string trace, CancellationToken cancellationToken)
    {
        var bench = TraceBench.Write(analysed.Module, TraceFile);
        if (!analysed.HasTraceBench)
        {
            analysed.Ghdl.Analyse(analysed.Directory.Path, [analysed.Directory.Write(bench.Name, bench.Text)], allWarnings: false,
                cancellationToken);
            analysed.HasTraceBench = true;
        }

        analysed.Directory.Write(TraceFile, trace);
        return analysed.Ghdl.Simulate(
            analysed.Directory.Path, Path.GetFileNameWithoutExtension(bench.Name), null, new ToolRun { Timeout = _timeout }, cancellationToken);
    }

    private RungRun Play(Analysed analysed, KernelCase vector, CancellationToken cancellationToken)
    {
        var directory = analysed.Directory;
        var bench = MemoryBench.Write(analysed.Module, new MemoryBenchOptions
        {
            Cells = vector.Memory.Length,
            InputFile = InputFile,
            OutputFile = OutputFile,
            WritesFile = WritesFile,
            LatencyCycles = _latencyCycles,
            Member = vector.Member,
        });
        if (bench.Text != analysed.Bench)
        {
            analysed.Ghdl.Analyse(directory.Path, [directory.Write(bench.Name, bench.Text)], allWarnings: false, cancellationToken);
            analysed.Bench = bench.Text;
        }

        directory.Write(InputFile, MemoryBenchFiles.Hex(vector.Memory));
        File.Delete(Path.Combine(directory.Path, OutputFile));
        var result = analysed.Ghdl.Simulate(
            directory.Path, Path.GetFileNameWithoutExtension(bench.Name), null, new ToolRun { Timeout = _timeout }, cancellationToken);
        if (!result.Succeeded)
        {
            string said = (result.StandardOutput + result.StandardError).Trim();
            return new RungRun(vector.Memory, null, [], result.TimedOut ? $"GHDL did not end within {_timeout.TotalSeconds:0} s" : $"GHDL: {said}");
        }

        return new RungRun(
            MemoryBenchFiles.ParseMemory(directory.Read(OutputFile), vector.Memory.Length),
            MemoryBenchFiles.Number(result.StandardOutput, "CYCLES") + 1,
            MemoryBenchFiles.ParseWrites(directory.Read(WritesFile)));
    }

    private sealed class Analysed(ToolDirectory directory, Module module, Ghdl ghdl)
    {
        internal ToolDirectory Directory { get; } = directory;

        internal Ghdl Ghdl { get; } = ghdl;

        internal Module Module { get; } = module;

        internal string? Bench { get; set; }

        internal bool HasTraceBench { get; set; }
    }
}
