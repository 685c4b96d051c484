using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.Rtl.Waves;
using Accel.Transformer;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>
/// <c>accel simulate</c>: one vector of a kernel in the in-process simulator, with its waves and the machine code that runs it.
/// </summary>
internal static class SimulateCommand
{
    internal static Command Create(CliConsole console)
    {
        var choice = new KernelChoice("the kernel", VectorKernels.Names);
        var kernel = choice.Positional(VectorKernels.Names, VectorKernels.Names[0]);
        var memory = new MemoryOptions();
        var seed = CommonOptions.AtLeastOne(new Option<int?>("--seed") { Description = "a random vector from this seed; default the first recorded one" });
        var latency = CommonOptions.Within(new Option<int?>("--memory-latency")
            { Description = "cycles until the memory answers; default 1" }, 1, 100_000);
        var stalls = CommonOptions.AtLeastOne(new Option<int?>("--stall-seed") { Description = "the memory makes the kernel wait at random, from this seed" });
        var engine = new Option<SimulationEngine>("--engine") { Description = "what executes the netlist (automatic, compiled, interpreter)" };
        var port = CommonOptions.PortBits();
        var wave = CommonOptions.Wave("write the waves of the run into this file (.fst or .vcd)");
        var listing = new OutputOption("--listing")
            { Description =
                "write the simulation's machine code, beside the C# lines it came from, into this file (- for standard output)" };
        var command = new Command("simulate", "Simulates one vector of a kernel cycle by cycle, and compares the result with the golden model; or a whole device that other programs open.")
        {
            kernel, choice.Source, seed, latency, stalls, engine, port, wave, listing,
        };
        memory.AddTo(command, choice);
        var pcie = new SimulatedPcie();
        pcie.AddTo(command);
        var serial = new SimulatedSerial(pcie.Cells);
        serial.AddTo(command);
        command.Validators.Add(line =>
        {
            // Which of the three is simulated decides what the others may not be given.
            if (line.GetValue(pcie.Wanted) && line.GetValue(serial.Wanted))
            {
                line.AddError("--pcie and --serial: one device is simulated");
            }
            else if ((line.GetValue(pcie.Wanted) || line.GetValue(serial.Wanted))
                && Given(line, seed, latency, stalls, engine, wave, listing) is { } other)
            {
                line.AddError($"{other} is for a vector of a kernel, and does not go with a simulated device");
            }
            else if (choice.IsOwn(line) && Given(line, pcie.Counts) is { } counts)
            {
                line.AddError($"{counts} is for the engine, and does not go with --source");
            }
            else if (!line.GetValue(pcie.Wanted) && Given(line, pcie.Others) is { } alone)
            {
                line.AddError($"{alone} is for a simulated PCIe device: --pcie is missing");
            }
            else if (!line.GetValue(pcie.Wanted) && !line.GetValue(serial.Wanted) && Given(line, pcie.Cells, pcie.Counts) is { } cells)
            {
                line.AddError($"{cells} is for a simulated device: --pcie or --serial is missing");
            }
        });
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            var asked = memory.Options(invocation.Line, cancellationToken);
            var line = invocation.Line;
            GeneratedKernel Device()
            {
                if (!choice.IsOwn(line))
                {
                    return EngineDesigns.Generate(KernelGenerator.Engine, line.GetValue(port), line.GetValue(pcie.Counts));
                }

                var own = choice.One(line, line.GetValue(kernel), VectorKernels.Names[0], asked);
                return KernelGenerator.Generate(own, asked with { PortBits = line.GetValue(port) ?? own.PortBits });
            }

            if (pcie.IsWanted(line))
            {
                return pcie.RunAsync(invocation, Device, cancellationToken);
            }

            if (serial.IsWanted(line))
            {
                return serial.RunAsync(invocation, Device, cancellationToken);
            }

            var design = choice.One(line, line.GetValue(kernel), VectorKernels.Names[0], asked);
            var options = asked with { PortBits = line.GetValue(port) ?? design.PortBits };
            return RunAsync(
                invocation,
                new Request(
                    design,
                    options,
                    choice.IsOwn(invocation.Line) ? memory.Vectors(invocation.Line, [design], options).Single()
                        : KernelVectors.All.Single(k => k.Kernel == design.Kernel),
                    invocation.Line.GetValue(seed),
                    invocation.Line.GetValue(latency) ?? 1,
                    invocation.Line.GetValue(stalls) ?? 0,
                    invocation.Line.GetValue(engine),
                    invocation.Line.GetValue(wave),
                    invocation.Line.GetValue(listing)),
                cancellationToken);
        });
    }

    /// <summary>The first of some options that a line has; null when it has none.</summary>
    internal static string? Given(CommandResult line, params IEnumerable<Option> options)
        => options.FirstOrDefault(o => line.GetResult(o) is { Implicit: false })?.Name;

    private static async Task<int> RunAsync(Invocation invocation, Request request, CancellationToken cancellationToken)
    {
        string name = request.Design.Kernel;
        var steps = new Steps(invocation.Console, 2);
        var generated = await steps.RunAsync(
            $"generate {name}", () => Task.Run(() => KernelGenerator.Generate(request.Design, request.Options), cancellationToken))
            .ConfigureAwait(false);
        var simulator = Simulator.Create(generated.Module, new SimulationOptions { Engine = request.Engine });
        if (request.Listing is not null)
        {
            WriteListing(invocation, simulator, request);
        }

        var report = await steps.RunAsync($"simulate {name}", () =>
            Task.Run(() => SimulateWithWave(simulator, generated, request, cancellationToken), cancellationToken)).ConfigureAwait(false);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else if (request.Listing != "-")
        {
            invocation.Console.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}, {report.Vector}: {report.Cycles:N0} cycles, {report.Reads:N0} reads, {report.Writes:N0} writes; ")
                + string.Create(CultureInfo.InvariantCulture, $"{report.CyclesPerSecond:N0} cycles/s ({report.Simulator}); ")
                + (report.Correct ? request.Expected : "DIFFERS"));
            foreach (var stream in report.Streams)
            {
                invocation.Console.Output.WriteLine(Line(stream, report.Cycles));
            }
        }

        if (report.FirstDifference is { } difference)
        {
            invocation.Console.Say($"first difference: {difference}");
        }

        return report.Correct ? ExitCode.Ok : ExitCode.VerificationDiffers;
    }

    // A run that is stopped leaves the wave of what it has done.
    private static SimulationReport SimulateWithWave(
        ISimulator simulator, GeneratedKernel generated, Request request, CancellationToken cancellationToken)
    {
        if (request.Wave is not { } wave)
        {
            return Simulate(simulator, generated, request, null, cancellationToken);
        }

        SimulationReport? report = null;
        ExceptionDispatchInfo? stopped = null;
        WholeFile.Write(wave, stream =>
        {
            using var waves = WaveWriter.Create(simulator, stream, wave);
            try
            {
                report = Simulate(simulator, generated, request, waves, cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                stopped = ExceptionDispatchInfo.Capture(e);
            }
        });
        stopped?.Throw();
        return report!;
    }

    private static SimulationReport Simulate(
        ISimulator simulator, GeneratedKernel generated, Request request, WaveWriter? waves, CancellationToken cancellationToken)
    {
        var streams = generated.Result.Report?.Streams ?? [];
        var occupancy = streams.IsEmpty ? null : new StreamOccupancy(simulator, streams);
        var vector = request.Seed is null && request.Vectors.Recorded is [var first, ..]
            ? first : request.Vectors.Random(request.Seed ?? 1);
        var writes = new List<KernelWrite>();
        var simulation = new KernelSimulation(simulator, new KernelSimulationOptions
        {
            StallSeed = request.StallSeed,
            OnWrite = writes.Add,
            BeforeEdge = waves is null && occupancy is null ? null : _ =>
            {
                waves?.Sample();
                occupancy?.Sample();
            },
        });
        uint[] cells = [.. vector.Memory];
        var watch = Stopwatch.StartNew();
        var run = simulation.Run(new KernelMemory(cells, request.MemoryLatency), vector.Member, cancellationToken);
        watch.Stop();
        waves?.Sample();
        var difference = DifferenceFinder.Find("rtl", request.Design.Kernel, vector, new RungRun(cells, run.Cycles, writes, run.Fault));
        return new SimulationReport(
            request.Design.Kernel,
            vector.Name,
            simulator is CompiledSimulator ? "compiled" : "interpreter",
            run.Cycles,
            run.Reads,
            run.Writes,
            run.Cycles / Math.Max(watch.Elapsed.TotalSeconds, 1e-9),
            difference is null,
            difference,
            occupancy?.Uses ?? []);
    }

    // Full most of the time: its reader is slow; empty: its writer is.
    private static string Line(StreamUse stream, long cycles)
    {
        long Percent(long part) => part * 100 / Math.Max(cycles, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"stream {stream.Stream} (line {stream.Line}): {stream.Places} places, {stream.MeanElements} of them used in the mean, "
            + $"{stream.MostElements} at most; full in {Percent(stream.CyclesFull)} % of the cycles, empty in {Percent(stream.CyclesEmpty)} %");
    }

    private static void WriteListing(Invocation invocation, ISimulator simulator, Request request)
    {
        if (simulator is not CompiledSimulator compiled)
        {
            throw new UsageException("--listing: the interpreter runs no machine code of the netlist", "accel simulate --engine compiled --listing FILE");
        }

        var lines = SourceLines(request.Design.Source);
        if (request.Listing is not { } path || path == "-")
        {
            compiled.WriteListing(invocation.Console.Output, lines);
            return;
        }

        WholeFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            compiled.WriteListing(writer, lines);
        });
    }

    private static Func<SourceLocation, string?> SourceLines(KernelSource source)
    {
        var files = source.Files.ToDictionary(static f => f.Path, static f => f.Text.Split('\n'), StringComparer.Ordinal);
        return place => files.GetValueOrDefault(place.File) is { } lines && place.Line >= 1 && place.Line <= lines.Length ? lines[place.Line - 1] : null;
    }

    private sealed record Request(
        KernelDesign Design,
        TransformOptions Options,
        IKernelVectors Vectors,
        int? Seed,
        int MemoryLatency,
        int StallSeed,
        SimulationEngine Engine,
        string? Wave,
        string? Listing)
    {
        internal string Expected => Vectors is SourceVectors ? "as its C# says" : "as the golden model says";
    }

    /// <summary>What <c>--json</c> writes.</summary>
    private sealed record SimulationReport(
        string Kernel,
        string Vector,
        string Simulator,
        long Cycles,
        long Reads,
        long Writes,
        double CyclesPerSecond,
        bool Correct,
        Difference? FirstDifference,
        IReadOnlyList<StreamUse> Streams);
}
