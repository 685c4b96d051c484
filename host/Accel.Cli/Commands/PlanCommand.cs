using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Models;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel plan MODEL</c>: what the engine does with a model, layer by layer, before anything is generated.</summary>
internal static class PlanCommand
{
    internal static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "the model file (.safetensors); default the digits model",
            DefaultValueFactory = _ => InputFiles.DigitsModel,
        };
        var image = new Argument<string?>("IMAGE")
        {
            Description = "a PNG, JPEG, IDX, .npy or .safetensors file whose first input is planned with; default a random input",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var kernel = new Option<string>("--kernel") { Description = "the engine", DefaultValueFactory = _ => KernelGenerator.Engine };
        CommonOptions.OnlyFrom(kernel, [KernelGenerator.Engine, KernelGenerator.CompactEngine]);
        var density = new Option<double?>("--density")
        {
            Description = "plan with random spikes in place of an input: the share that is set, above 0, at most 1",
        };
        density.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double share)
                && share is not (> 0 and <= 1))
            {
                result.AddError($"--density {token.Value}: it must be above 0 and at most 1");
            }
        });
        var latency = new Option<int>("--latency")
        {
            Description = "cycles from a read of memory to its data",
            DefaultValueFactory = _ => EventEngineLimits.Default.MemoryLatency,
        };
        CommonOptions.Within(latency, 1, 10_000);
        var (set, port) = (BoardOptions.Set(), CommonOptions.PortBits());
        var command = new Command("plan",
            "Shows what the engine does with a model, layer by layer: cycles, use of the lanes, memory traffic, what bounds it.")
            { model, image, kernel, set, port, latency, density };
        command.Validators.Add(result =>
        {
            if (result.GetResult(density) is not null && result.GetResult(image) is { Tokens.Count: > 0 })
            {
                result.AddError("--density and IMAGE: one of them can be had");
            }
        });
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            new Request(
                invocation.Line.GetValue(model)!,
                invocation.Line.GetValue(image),
                LimitsOf(
                    invocation.Line.GetValue(kernel)!,
                    BoardOptions.Replacements(invocation.Line.GetValue(set) ?? []),
                    invocation.Line.GetValue(port)) with { MemoryLatency = invocation.Line.GetValue(latency) },
                invocation.Line.GetValue(density)),
            cancellationToken));
    }

    private static EventEngineLimits LimitsOf(string kernel, ImmutableSortedDictionary<string, string> replacements, int? portBits)
    {
        if (kernel == KernelGenerator.CompactEngine)
        {
            throw new UsageException(
                $"{kernel} has no plan: it works at one addition after the other, so that no part of it waits for another one",
                "accel infer MODEL IMAGE --device sim:?engine=compact counts its cycles");
        }

        var limits = EngineConstants.Limits(replacements);
        return limits with { PortBits = portBits ?? limits.PortBits };
    }

    private static async Task<int> RunAsync(Invocation invocation, Request request, CancellationToken cancellationToken)
    {
        var model = await InputFiles.LoadModelAsync(request.Model, cancellationToken).ConfigureAwait(false);
        var (plan, cells) = await Task.Run(() => Plan(model, request), CancellationToken.None).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new
            {
                Model = model.Configuration.Name,
                Engine = request.Limits,
                request.Density,
                MemoryCells = cells,
                plan.Cycles,
                plan.LaneUse,
                plan.ReadBytes,
                plan.WrittenBytes,
                plan.BoundBy,
                plan.Layers,
            });
        }
        else
        {
            Print(invocation.Console, plan, request.Limits);
        }

        return ExitCode.Ok;
    }

    private static (EventPlanReport Plan, int MemoryCells) Plan(SpikingTransformerModel model, Request request)
    {
        // Refuses what has no room, with the engine that has.
        int cells = EngineProgram.Compile(model, request.Limits, trace: false).MemoryCells;
        var estimate = request.Density is { } density
            ? EventEstimate.OfDensity(model, request.Limits, density)
            : EventEstimate.Of(model, request.Limits, request.Image is null
                ? RandomInput.Create(model.Configuration, seed: 1)
                : InputFiles.OpenInputs([request.Image], model.Configuration, count: 1).First().Input);
        return (EventPlanReport.Of(estimate, request.Limits), cells);
    }

    private static void Print(CliConsole console, EventPlanReport plan, EventEngineLimits limits)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "layer", "steps", "rows", "cycles", "events", "reads", "neurons", "attention", "port", "lanes used", "bytes read",
            "bytes written", "bound by");
        for (int i = 1; i < table.Columns.Count - 1; i++)
        {
            table.Columns[i].RightAligned();
        }

        foreach (var l in plan.Layers)
        {
            table.AddRow(
                Cell.Of(l.Layer), Number(l.Steps), Number(l.Rows), Number(l.Cycles), Number(l.EventCycles), Number(l.ReadCycles),
                Number(l.NeuronCycles), Number(l.AttentionCycles), Number(l.LoadCycles), Share(l.LaneUse), Number(l.ReadBytes),
                Number(l.WrittenBytes), Name(l.BoundBy));
        }

        table.AddRow(
            "all", Number(plan.Layers.Sum(static l => l.Steps)), "", Number(plan.Cycles), "", "", "", "", "", Share(plan.LaneUse),
            Number(plan.ReadBytes), Number(plan.WrittenBytes), Name(plan.BoundBy));
        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{limits.Cores} core(s) of {limits.Lanes} lanes and {limits.AttentionUnits} attention units, ")
            + string.Create(
                CultureInfo.InvariantCulture, $"a port of {limits.PortBits} bits, data {limits.MemoryLatency} cycles after a read. ")
            + "Cycles of a layer go from the end of the one before to its own; events to port are the cycles that each part of the engine "
            + "works at it, of all cores together.");
    }

    private static string Name(StepBound bound) => bound.ToString().ToLowerInvariant();

    private static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Request(string Model, string? Image, EventEngineLimits Limits, double? Density);
}
