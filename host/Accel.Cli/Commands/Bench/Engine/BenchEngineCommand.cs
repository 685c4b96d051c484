using System.CommandLine;
using System.Globalization;
using Accel.Golden.Generation;
using Accel.Inputs;
using Accel.ToolRunners;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>
/// <c>accel bench engine</c>: the engine on whole networks: cycles, LUTs, path, images per second; every tensor held against the golden
/// model.
/// </summary>
internal static class BenchEngineCommand
{
    private const string Digits = "digits";
    private const string Trained = "trained";

    internal static Command Create(CliConsole console)
    {
        var networks = new NetworkOptions(Digits);
        var options = new EngineBenchOptions();
        var command = new Command(
            "engine",
            "Measures the engine on whole networks, with its memory port: cycles of the netlist, LUTs and path of Yosys, images per second.");
        networks.AddTo(command);
        options.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            var line = invocation.Line;
            var synthesis = options.Synthesises(line) ? Synthesis.OfSeries7(console, options.TimeLimit(line)) : null;
            var models = networks.OthersOf(line).Concat(networks.Of(line).Select(static n => n.Network.Name)).Distinct().ToList();
            int rows = networks.OthersOf(line).Count + networks.Of(line).Count;
            var steps = new Steps(console, rows + (models.Count * (synthesis is null ? 1 : 2)));
            return MeasuredRun.RunAsync<EngineMeasurement>(
                invocation,
                async measured =>
                {
                    foreach (string model in models)
                    {
                        var workloads = new Lazy<List<EngineWorkload>>(
                            () => Workloads(model, networks.Of(line), cancellationToken));
                        await new Run(steps, synthesis, console.Say, cancellationToken)
                            .MeasureAsync(model, workloads, w => options.Of(line, w), measured).ConfigureAwait(false);
                    }
                },
                new(measured => Print(console, measured)) { IsRight = static measured => measured.TrueForAll(static m => m.Correct) },
                cancellationToken);
        });
    }

    private static List<EngineWorkload> Workloads(
        string model, IReadOnlyList<NetworkChoice> choices, CancellationToken cancellationToken)
    {
        if (model == Digits)
        {
            var digits = InputFiles.LoadModel(InputFiles.DigitsModel);
            var image = InputReader.Stream(InputFiles.SampleDigits[0], digits.Configuration).First().Input;
            return [new EngineWorkload(Digits, Trained, digits, image)];
        }

        List<EngineWorkload> workloads = [];
        foreach (var choice in choices.Where(c => c.Network.Name == model))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var network = choice.Network.Create(choice.Activity, choice.WeightBits, choice.Seed);
            var image = BenchNetwork.InputOf(network.Configuration, choice.Activity, choice.Seed, 0);
            workloads.Add(new EngineWorkload(model, choice.Activity.Name, network, image));
        }

        return workloads;
    }

    // The networks of one name, on one engine that all of them run on.
    private sealed class Run(Steps steps, Series7Synthesis? synthesis, Action<string> say, CancellationToken cancellationToken)
    {
        public async Task MeasureAsync(
            string model,
            Lazy<List<EngineWorkload>> workloads,
            Func<IReadOnlyList<EngineWorkload>, EngineBenchmark> benchmarkOf,
            MeasuredRows<EngineMeasurement> rows)
        {
            var (benchmark, clock) = await StepAsync($"{model}: networks and engine", () =>
            {
                var made = benchmarkOf(workloads.Value);
                return (made, made.Generate(cancellationToken));
            }).ConfigureAwait(false);
            say(string.Create(CultureInfo.InvariantCulture, $"       scheduled for {clock:0} MHz: {string.Join(" ",
                benchmark.Limits.ToReplacements().Select(static r => $"--set {r.Key}={r.Value}"))}"));
            List<EngineMeasurement> measured = [];
            foreach (var workload in workloads.Value)
            {
                string title = $"{workload.Network.Configuration.Name}: simulation";
                var row = await steps.RunAsync(title, progress => Task.Run(
                    () => benchmark.Measure(workload, progress, say, cancellationToken), cancellationToken)).ConfigureAwait(false);
                say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"       {row.Cycles:N0} cycles, {row.EstimatedCycles:N0} estimated, {(row.Correct ? "correct" : "wrong")}"));
                measured.Add(row);
                rows.Add(row);
            }

            if (synthesis is not null)
            {
                rows.ReplaceLast(await StepAsync($"{model}: Yosys", () => benchmark.Synthesise(measured, synthesis, say, cancellationToken))
                    .ConfigureAwait(false));
            }
        }

        private Task<T> StepAsync<T>(string title, Func<T> body)
            => steps.RunAsync(title, () => Task.Run(body, cancellationToken));
    }

    private static void Print(CliConsole console, List<EngineMeasurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "model", "density", "bits", "cores", "lanes", "port", "cycles", "estimate", "lanes used", "LUTs", "flip-flops", "RAMB18",
            "DSPs", "path",
            "MHz", "images/s", "per kLUT", "bound by", "result");
        foreach (var m in measured)
        {
            table.AddRow(
                Cell.Of(m.Model), m.Density, Number(m.WeightBits), Number(m.Cores), Number(m.Lanes), Number(m.PortBits), Number(m.Cycles),
                Number(m.EstimatedCycles), Number(100 * m.LaneUse, "0.0", " %"), Number(m.Luts), Number(m.Ffs), Number(m.BlockRams),
                Number(m.Dsps), Number(m.PathNs, "0.00"), Number(m.ClockMhz, "0"), Number(m.ImagesPerSecond, "0.0"),
                Number(m.ImagesPerSecondPerKlut, "0.00"), m.BoundBy.ToString().ToLowerInvariant(), m.Correct ? "correct" : "[red]wrong[/]");
        }

        console.Tables.Write(table);
        console.Output.WriteLine(
            "Lanes used: additions of weights that the network asks for, those that timesteps share counted once, "
            + "in 4 * cores * lanes * cycles.");
    }

    private static string Number(double? value, string format = "N0", string unit = "")
        => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : "-";
}
