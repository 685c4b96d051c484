using System.CommandLine;
using System.Globalization;
using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Kernels;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench simulators</c>: the speed of this project's simulators and of others on the same netlists.</summary>
internal static class BenchSimulatorsCommand
{
    // What the last column compares with.
    private const string Slowest = "ghdl";

    private static readonly Dictionary<string, Func<SimulatedWorkload>> Workloads = new(StringComparer.Ordinal)
    {
        ["attention"] = static () => new SimulatedWorkload(
            "attention", nameof(Attention16), KernelGenerator.Generate(nameof(Attention16)).Module, KernelVectors.All.Single(static v => v.Kernel == nameof(Attention16)).Random(1)),
        ["engine"] = static () => new SimulatedWorkload(
            "engine", KernelGenerator.Engine, EngineDesigns.Generated.Module, new DigitVectors(InputFiles.DigitsModel, InputFiles.SampleDigits[0]).Recorded[0]),
    };

    internal static Command Create(CliConsole console)
    {
        var designs = new Option<string[]>("--designs") { Description = "only these", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(designs, Workloads.Keys);
        var simulators = new Option<string[]>("--simulators") { Description = "only these", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(simulators, [.. Simulators.All.Select(static s => s.Name)]);
        var command = new Command("simulators", "Measures simulators side by side: the 16 x 16 attention and one digit through the engine, of which GHDL and Icarus take minutes.")
        {
            designs,
            simulators,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation, invocation.Line.GetValue(designs) ?? [], invocation.Line.GetValue(simulators) ?? [], cancellationToken));
    }

    private static Task<int> RunAsync(Invocation invocation, string[] designs, string[] simulators, CancellationToken cancellationToken)
    {
        string[] chosen = [.. Workloads.Keys.Where(d => designs.Length == 0 || designs.Contains(d))];
        ISimulatorUnderTest[] measuring = [.. Simulators.All.Where(s => simulators.Length == 0 || simulators.Contains(s.Name))];
        var steps = new Steps(invocation.Console, chosen.Length * (1 + measuring.Length));
        var benchmark = new SimulatorBenchmark();
        return MeasuredRun.RunAsync<SimulatorMeasurement>(
            invocation,
            async rows =>
            {
                foreach (string design in chosen)
                {
                    var workload = await steps.RunAsync($"{design}: netlist", () => Task.Run(Workloads[design], cancellationToken))
                        .ConfigureAwait(false);
                    foreach (var simulator in measuring)
                    {
                        rows.Add(await steps.RunAsync(
                            $"{design}: {simulator.Name}", () =>
                                Task.Run(() => benchmark.Measure(simulator, workload, cancellationToken), cancellationToken))
                            .ConfigureAwait(false));
                    }
                }
            },
            new(measured => Print(invocation.Console, measured))
                { IsRight = static measured => measured.TrueForAll(static m => m.Correct != false) },
            cancellationToken);
    }

    private static void Print(CliConsole console, List<SimulatorMeasurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("design", "simulator", "cycles", "cycles/s", "build", "one image", $"against {Slowest}", "result");
        foreach (var m in measured)
        {
            double? factor = m.CyclesPerSecond / measured.Find(s => s.Design == m.Design && s.Simulator == Slowest)?.CyclesPerSecond;
            table.AddRow(
                m.Design,
                m.Simulator,
                Number(m.Cycles, "N0"),
                Number(m.CyclesPerSecond, "N0"),
                Number(m.BuildSeconds, "N3", " s"),
                Number(m.SecondsPerImage, "N3", " s"),
                Number(factor, "N1", " x"),
                m.Correct switch { true => "correct", false => "[red]wrong[/]",
                    null => Cell.Of(m.Remedy is null ? $"{m.Reason}" : $"{m.Reason}: {m.Remedy}") });
        }

        console.Tables.Write(table);
        foreach (var m in measured.Where(static m => m.Correct == false))
        {
            console.Say($"{m.Design}, {m.Simulator}: {m.Reason}");
        }
    }

    private static string Number(double? value, string format, string unit = "")
        => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "-";
}
