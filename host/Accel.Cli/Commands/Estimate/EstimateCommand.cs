using System.CommandLine;
using System.Globalization;
using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Interfaces;
using Accel.Rtl.Estimation;
using Accel.Transformer;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel estimate</c>: what the engine costs and how fast it runs a model, before any synthesis.</summary>
internal static class EstimateCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var model = new Argument<string>("MODEL") { Description = "the model file (.safetensors); default the digits model", DefaultValueFactory = _ => InputFiles.DigitsModel };
        var clock = CommonOptions.ClockMHz();
        var fit = new Option<bool>("--fit")
            { Description = "choose the fastest engine for the model that fits a board, or each board of Vivado's" };
        var port = CommonOptions.PortBits();
        var board = BoardOptions.Board("with --fit: for this board alone");
        var choice = new KernelChoice();
        var compile = new CompileOptions();
        var family = CommonOptions.Family();
        var synthesise = new Option<bool>("--synthesise") { Description = "with --fit: also count with Yosys, some minutes a board" };
        var command =
            new Command("estimate",
            "Estimates LUTs, memories, cycles and images per second of the engine with a model, before any synthesis.")
                { model, choice.Source, choice.Names, clock, family, fit, board, port, synthesise };
        compile.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(fit) && (result.GetValue(board) is not null || result.GetValue(synthesise)))
            {
                result.AddError("--board and --synthesise go with --fit");
            }

            bool isOwn = choice.IsOwn(result);
            if (isOwn && (result.GetValue(fit) || result.GetResult(model) is { Implicit: false }))
            {
                result.AddError("--source: a kernel of your own runs no model; MODEL and --fit are for the engine");
            }
            else if (!isOwn && SimulateCommand.Given(result, [choice.Names, family, .. compile.All]) is { } alone)
            {
                result.AddError($"{alone} goes with --source");
            }
        });
        return CliCommand.With(command, console, async (invocation, cancellationToken) => choice.IsOwn(invocation.Line)
            ? await KernelEstimate.RunAsync(
                invocation,
                choice.Several(invocation.Line, [], compile.Asked(invocation.Line, cancellationToken)),
                compile.With(invocation.Line, new TransformOptions
                {
                    ClockPeriodNs = 1000 / invocation.Line.GetValue(clock),
                    Family = invocation.Line.GetValue(family),
                    PortBits = invocation.Line.GetValue(port) ?? KernelInterface.CellBits,
                    CancellationToken = cancellationToken,
                }),
                cancellationToken).ConfigureAwait(false)
            : invocation.Line.GetValue(fit)
            ? await FitReport.RunAsync(
                invocation,
                new BoardFit(
                    await InputFiles.LoadModelAsync(invocation.Line.GetValue(model)!, cancellationToken).ConfigureAwait(false),
                    invocation.Line.GetValue(port),
                    services.Shells),
                invocation.Line.GetValue(board),
                invocation.Line.GetValue(synthesise),
                cancellationToken).ConfigureAwait(false)
            : await RunAsync(invocation, invocation.Line.GetValue(model)!, invocation.Line.GetValue(clock), invocation.Line.GetValue(port),
                cancellationToken)
                .ConfigureAwait(false));
    }

    private static async Task<int> RunAsync(Invocation invocation, string path, double clockMHz, int? portBits,
        CancellationToken cancellationToken)
    {
        var model = await InputFiles.LoadModelAsync(path, cancellationToken).ConfigureAwait(false);
        var steps = new Steps(invocation.Console, 2);
        var engine = await steps.RunAsync(
            "compile the engine",
            () => Task.Run(() => KernelGenerator.Generate(KernelGenerator.Engine,
                KernelGenerator.OptionsOf(KernelGenerator.Engine, portBits) with
                { ClockPeriodNs = 1000 / clockMHz, CancellationToken = cancellationToken }), cancellationToken)).ConfigureAwait(false);
        long cycles = await steps.RunAsync("count the cycles of a random input", () => EngineCycles.CountAsync(engine, model, cancellationToken)).ConfigureAwait(false);
        var resources = Estimator.Estimate(engine.Module);
        var estimate = new Estimate(
            model.Configuration.Name, engine.DesignHash, clockMHz, engine.Clock.MHz, engine.Clock.IsMet, resources, cycles,
            1000.0 * cycles / engine.Clock.Hz, (double)engine.Clock.Hz / cycles);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(estimate);
        }
        else
        {
            Print(invocation.Console, estimate);
        }

        return ExitCode.Ok;
    }

    private static void Print(CliConsole console, Estimate e)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("estimate", "");
        table.AddRow("look-up tables", Number(e.Resources.Luts));
        table.AddRow("flip-flops", Number(e.Resources.FlipFlops));
        table.AddRow("multipliers", Number(e.Resources.Multipliers));
        table.AddRow("block RAMs (18 kbit)", Number(e.Resources.BlockRams));
        table.AddRow("longest path",
            Text(
                $"{e.Resources.DepthNs:0.0} ns{(e.DepthFitsClock ? "" : $": longer than the {1000 / e.ScheduledMHz:0.0} ns of {e.ScheduledMHz:0.###} MHz that it was scheduled for")}"));
        table.AddRow("cycles per image", Number(e.Cycles));
        table.AddRow(Text($"time per image at {e.ClockMHz:0.#} MHz"), Text($"{e.MillisecondsPerImage:0.000} ms"));
        table.AddRow("images per second", Text($"{e.ImagesPerSecond:N0}"));
        console.Tables.Write(table);
        var memories = new Table().Border(TableBorder.Simple).AddColumns("memory", "as", "bits", "LUTs", "18k RAMs");
        foreach (var m in e.Resources.Memories)
        {
            memories.AddRow(Cell.Of(m.Name), m.Style.ToString(), Number(m.Bits), Number(m.Luts), Number(m.Blocks));
        }

        console.Tables.Write(memories);
        console.Output.WriteLine(
            "Rates are at the clock that the longest path allows. LUTs, memories and the path are counted in the netlist, the cycles in a simulation with a memory that answers in the next cycle.");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Estimate(
        string Model,
        string DesignHash,
        double ScheduledMHz,
        double ClockMHz,
        bool DepthFitsClock,
        ResourceEstimate Resources,
        long Cycles,
        double MillisecondsPerImage,
        double ImagesPerSecond);
}
