using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench calls</c>: what a method costs that is called from several places, inlined and built once.</summary>
internal static class BenchCallsCommand
{
    private static readonly int[] Places = [1, 2, 4, 8];

    internal static Command Create(CliConsole console)
    {
        var method = new Option<string[]>("--method") { Description = "only these methods", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(method, CallBenchmark.Methods);
        var calls = new Option<int[]>("--calls") { Description = "places that call it, 1 to 256", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Places };
        calls.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && value is not (>= 1 and <= 256))
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"--calls {value}: it must lie in 1..256"));
                }
            }
        });
        var noSynthesis = new Option<bool>("--no-synthesis") { Description = "cycles, states and estimates alone, in seconds" };
        var command = new Command("calls", "Measures a method that is called from several places, inlined and built once.") { method, calls, noSynthesis };
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            string[] methods = invocation.Line.GetValue(method) is { Length: > 0 } chosen ? chosen : [.. CallBenchmark.Methods];
            int[] places = invocation.Line.GetValue(calls)!;
            var synthesis = invocation.Line.GetValue(noSynthesis) ? null : Synthesis.OfSeries7(invocation.Console);
            var designs = methods.SelectMany(name => places.SelectMany(n => new[] { (Method: name, Calls: n, Shared: false), (Method: name, Calls: n, Shared: true) })).ToList();
            var steps = new Steps(invocation.Console, designs.Count);
            return MeasuredRun.RunAsync<CallMeasurement>(
                invocation,
                async rows =>
                {
                    foreach (var design in designs)
                    {
                        string title = string.Create(CultureInfo.InvariantCulture,
                            $"{design.Method}, {design.Calls} calls, {(design.Shared ? "shared" : "inlined")}");
                        rows.Add(await steps.RunAsync(title, () => Task.Run(
                            () => CallBenchmark.Measure(design.Method, design.Calls, design.Shared, synthesis, cancellationToken),
                            cancellationToken))
                            .ConfigureAwait(false));
                    }
                },
                new(measured => Print(console, measured)) { IsRight = static measured => measured.TrueForAll(static m => m.Correct) },
                cancellationToken);
        });
    }

    private static void Print(CliConsole console, List<CallMeasurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "method", "calls", "", "cycles", "states", "LUTs estimated", "FFs", "DSPs", "LUTs by Yosys", "FFs", "DSPs", "result");
        foreach (var m in measured)
        {
            table.AddRow(
                m.Method, Number(m.Calls), m.Shared ? "shared" : "inlined", Number(m.Cycles), Number(m.States), Number(m.EstimatedLuts), Number(m.EstimatedFfs), Number(m.EstimatedDsps),
                Number(m.Luts), Number(m.Ffs), Number(m.Dsps), m.Correct ? "correct" : "[red]wrong[/]");
        }

        console.Tables.Write(table);
    }

    private static string Number(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "-";
}
