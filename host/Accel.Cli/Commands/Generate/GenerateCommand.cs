using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Accel.Generation;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel generate</c>: C# kernels to VHDL, each in a folder of its own with a manifest.</summary>
internal static class GenerateCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var choice = new KernelChoice(
            $"which kernels; default {KernelGenerator.Engine}, with --board that of the board's design", KernelGenerator.Kernels);
        var output = new OutputOption("--output", isFolder: true)
            { Description = "the folder that gets one folder per kernel", DefaultValueFactory = _ => CommonOptions.OutputFolder };
        var clock = CommonOptions.ClockMHz();
        var family = CommonOptions.Family();
        var compile = new CompileOptions();
        var port = CommonOptions.PortBits();
        var fanOut = CommonOptions.MaxFanOut();
        var budgets = CommonOptions.Budgets();
        var dumps = new OutputOption("--dump-ir", isFolder: true) { Description = "also write the IR after each pass into this folder" };
        var from = new Option<string?>("--from-ir")
            { Description = "with --start-after: a file of --dump-ir to go on from in place of the C#" };
        var start = new Option<string?>("--start-after") { Description = "with --from-ir: the last pass that has run" };
        CommonOptions.OnlyFrom(start, [KernelCompiler.FrontEndName, .. KernelCompiler.PassNames]);
        var stop = new Option<string?>("--stop-after") { Description = "with --dump-ir: stop after this pass and write no VHDL" };
        CommonOptions.OnlyFrom(stop, KernelCompiler.PassNames);
        var transformer = new Option<string>("--transformer") { Description = "which compiler", DefaultValueFactory = _ => Transformers.BuiltIn };
        CommonOptions.OnlyFrom(transformer, Transformers.Names);
        var allow = MissedClock.Allow();
        var (board, transport) = (BoardOptions.Board("also shell, top level, constraints and tool scripts for this board"), BoardOptions.Transport());
        var command =
            new Command("generate",
            "Makes C# kernels into VHDL, with a manifest of hashes, ports and estimates; with --board, into a project for the board's tools. Exit code 2 when a clock that was asked for is missed.")
        {
            choice.Source, choice.Names, output, clock, allow, family, port, fanOut, budgets, dumps, stop, from, start, transformer, board,
            transport,
        };
        compile.AddTo(command);
        BoardOptions.Exclude(command, board, clock, family, fanOut, budgets, dumps, stop, from, start, transformer);
        return CliCommand.With(command, console, (invocation, cancellationToken) => invocation.Line.GetValue(board) is { } name
            ? GenerateForBoard.RunAsync(invocation, services,
            new ProjectOptions(transport, choice, output, compile, port).Of(invocation.Line, name, cancellationToken),
            invocation.Line.GetValue(allow), cancellationToken)
            : RunAsync(
                invocation,
                new Request(
                    choice.Several(invocation.Line, [KernelGenerator.Engine], compile.Asked(invocation.Line, cancellationToken)),
                    invocation.Line.GetValue(output)!,
                    invocation.Line.GetValue(dumps),
                    compile.With(invocation.Line, new TransformOptions
                    {
                        ClockPeriodNs = 1000 / invocation.Line.GetValue(clock),
                        Family = invocation.Line.GetValue(family),
                        MaxFanOut = invocation.Line.GetValue(fanOut),
                        StopAfter = invocation.Line.GetValue(stop),
                        Start = Start(invocation.Line.GetValue(from), invocation.Line.GetValue(start)),
                        CancellationToken = cancellationToken,
                        Budgets = CommonOptions.Budgets(invocation.Line.GetValue(budgets) ?? []),
                    }),
                    invocation.Line.GetValue(port),
                    invocation.Line.GetValue(transformer)!,
                    invocation.Line.GetValue(allow) || invocation.Line.GetResult(clock) is not { Implicit: false }),
                cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, Request request, CancellationToken cancellationToken)
    {
        if (request.Options.StopAfter is not null && request.Dumps is null)
        {
            throw new UsageException("--stop-after writes no VHDL: without --dump-ir there is nothing to see", "accel generate --dump-ir ir --stop-after ...");
        }

        if (request.Options.Start is { } from)
        {
            RequireOrder(from, request);
        }

#if USE_HASTLAYER
        if (request.Transformer == Transformers.Hastlayer)
        {
            return await HastlayerGeneration.RunAsync(
                invocation, [.. request.Kernels.Select(static k => k.Kernel)], request.Output, request.Options).ConfigureAwait(false);
        }
#endif

        var steps = new Steps(invocation.Console, request.Kernels.Length);
        var made = new List<Made>();
        var notes = new List<KernelDiagnostic>();
        foreach (var kernel in request.Kernels)
        {
            var options = request.Options with
            {
                PortBits = request.PortBits ?? kernel.PortBits,
                DumpIrDirectory = request.Dumps is null ? null : Path.Combine(request.Dumps, HardwareNames.Entity(kernel.Kernel)),
            };
            made.Add(await steps.RunAsync(kernel.Kernel, () =>
                Task.Run(() => Make(request.Output, kernel, options, notes), cancellationToken)).ConfigureAwait(false));
        }

        notes.ForEach(note => invocation.Console.Say(note.ToString()));
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Kernels = made });
        }
        else
        {
            Print(invocation.Console, made);
        }

        var missed = made.Where(static m => m.Clock is { IsMet: false }).ToList();
        missed.ForEach(m => MissedClock.Say(
            invocation.Console, m.Kernel, m.Clock!,
            "a lower --clock-mhz, another --family, or --allow-missed-clock; accel schedule shows the loops that bound it"));
        return MissedClock.Code(missed.Count == 0, request.MayMissClock);
    }

    private static IrStart? Start(string? path, string? after) => (path, after) switch
    {
        (null, null) => null,
        ({ } file, { } pass) => new IrStart(file, KernelSources.ReadText(file), pass),
        _ => throw new UsageException(
            "--from-ir and --start-after go together", "accel generate --from-ir 04-prove-handovers.ir --start-after prove-handovers"),
    };

    private static void RequireOrder(IrStart start, Request request)
    {
        if (request.Kernels.Length > 1)
        {
            throw new UsageException("--from-ir is of one kernel, and several are chosen", "name it with --kernel");
        }

        if (request.Options.StopAfter is { } stop
            && KernelCompiler.PassNames.IndexOf(stop) <= KernelCompiler.PassNames.IndexOf(start.After))
        {
            throw new UsageException($"--stop-after {stop} is before --start-after {start.After}, or the same", "stop after a later pass");
        }
    }

    private static Made Make(string output, KernelDesign kernel, TransformOptions options, List<KernelDiagnostic> notes)
    {
        if (options.StopAfter is not null)
        {
            KernelGenerator.Dump(kernel, options);
            return new Made(kernel.Kernel, null, options.DumpIrDirectory, null, null);
        }

        var generated = KernelGenerator.Generate(kernel, options);
        notes.AddRange(generated.Notes);
        var (folder, manifest) = KernelFolder.Write(output, generated);
        return new Made(generated.Kernel, folder, options.DumpIrDirectory, manifest, generated.Clock);
    }

    private static void Print(CliConsole console, IReadOnlyList<Made> made)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("kernel", "LUTs", "FFs", "DSPs", "18k RAMs", "depth", "MHz", "folder");
        foreach (var m in made)
        {
            var e = m.Manifest?.Estimate;
            table.AddRow(
                m.Kernel,
                Number(e?.Luts),
                Number(e?.FlipFlops),
                Number(e?.Multipliers),
                Number(e?.BlockRams),
                e is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{e.DepthNs:0.0} ns"),
                m.Clock is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{m.Clock.MHz:0.#}"),
                Cell.Of(m.Folder ?? m.Dumps ?? ""));
        }

        console.Tables.Write(table);
    }

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private sealed record Request(ImmutableArray<KernelDesign> Kernels, string Output, string? Dumps, TransformOptions Options,
        int? PortBits, string Transformer, bool MayMissClock);

    private sealed record Made(string Kernel, string? Folder, string? Dumps, KernelManifest? Manifest, AllowedClock? Clock);
}
