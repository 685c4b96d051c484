using System.CommandLine;
using System.CommandLine.Parsing;
using Accel.Inputs;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Models;

namespace Accel.Cli;

/// <summary><c>accel infer MODEL IMAGE...</c>: classifies inputs with a model on a device; each result is told when it is there.</summary>
internal static class InferCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var model = new Argument<string>("MODEL") { Description = "the model file (.safetensors)" };
        var images = new Argument<string[]>("IMAGE")
        {
            Description = "PNG, JPEG, IDX (gzipped or not), .npy or .safetensors files, or - for standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var device = CommonOptions.Device();
        var design = CommonOptions.Design();
        var count = CommonOptions.Count("at most so many inputs");
        var verify = new Option<bool>("--verify") { Description = "also run the golden model and stop at the first value that differs" };
        var lines =
            new Option<bool>("--jsonl") { Description = "one JSON document a line and result on standard output, each when it is there" };
        var profile = new Option<bool>("--profile")
        {
            Description = "also tell, layer by layer, where the cycles went; without --device on a simulated engine with counters",
        };
        var flame = new OutputOption("--flame")
        {
            Description =
                "with --profile: also write a flame graph to this file, a picture (.svg) or collapsed stacks for flamegraph.pl and "
                + "speedscope",
        };
        var command = new Command("infer", "Classifies inputs with a model on a device.")
            { model, images, device, design, count, verify, lines, profile, flame };
        command.Validators.Add(result =>
        {
            if (result.GetValue(lines) && result.GetResult("--json") is OptionResult { Implicit: false })
            {
                result.AddError("--json and --jsonl: one of them can be had");
            }

            if (result.GetValue(flame) is not null && !result.GetValue(profile))
            {
                result.AddError("--flame goes with --profile");
            }
        });
        return CliCommand.With(command, console, (invocation, cancellationToken) => new InferRun(
            invocation,
            services,
            new InferRequest(
                invocation.Line.GetValue(model)!,
                invocation.Line.GetValue(images)!,
                invocation.Line.GetValue(profile) && invocation.Line.GetResult(device) is null or { Implicit: true }
                    ? "sim:?counts=1" : invocation.Line.GetValue(device)!,
                invocation.Line.GetValue(design),
                invocation.Line.GetValue(count),
                invocation.Line.GetValue(verify),
                invocation.Line.GetValue(lines))
            {
                Profile = invocation.Line.GetValue(profile), Flame = invocation.Line.GetValue(flame),
            }).RunAsync(cancellationToken));
    }
}

/// <summary>What the user asked for.</summary>
internal sealed record InferRequest(string Model, string[] Images, string Device, string? Design, int? Count, bool Verify, bool JsonLines)
{
    /// <summary>Whether to tell where the cycles went.</summary>
    internal bool Profile { get; init; }

    /// <summary>The file of the flame graph; null for none.</summary>
    internal string? Flame { get; init; }
}

/// <summary>One inference of a model over inputs.</summary>
internal sealed class InferRun(Invocation invocation, CliServices services, InferRequest request)
{
    private readonly List<Row> _rows = [];
    private readonly StreamedTable _table = new(
        invocation.Console,
        new("input", Math.Clamp(request.Images.Max(static i => Path.GetFileName(i).Length) + 4, 16, 40)),
        new("class", 8),
        new("confidence", 10, IsNumber: true),
        new("cycles", 12, IsNumber: true));

    private string? _model;
    private string? _designHash;

    /// <summary>Runs it; what was done before it ended is told, however it ends.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await InferAsync(cancellationToken).ConfigureAwait(false);
            if (Profiles() is { Count: > 0 } profiles && request.Flame is { } flame)
            {
                ProfileReport.WriteFlames(flame, _model!, profiles);
            }
        }
#pragma warning disable CA1031 // Whatever ends the work, what was done belongs into the document beside it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(e);
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(Document(null));
        }

        if (Profiles() is { Count: > 0 } told && !invocation.Json && !request.JsonLines)
        {
            ProfileReport.Print(invocation.Console, told);
        }

        return ExitCode.Ok;
    }

    private async Task InferAsync(CancellationToken cancellationToken)
    {
        var model = await InputFiles.LoadModelAsync(request.Model, cancellationToken).ConfigureAwait(false);
        _model = model.Configuration.Name;
        var inputs = await Task.Run(() => InputFiles.OpenInputs(request.Images, model.Configuration, request.Count), CancellationToken.None)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        var options = services.DevicesOf(request.Design);
        cancellationToken.ThrowIfCancellationRequested();
        var steps = new Steps(invocation.Console, 2);
        await using var device = await steps.RunAsync(
            $"open {request.Device}", () => AccelDevice.OpenAsync(request.Device, options, cancellationToken).AsTask()).ConfigureAwait(false);
        _designHash = device.Identity.DesignHash;
        IInferenceSession session = await device.LoadAsync(
            model, new SessionOptions { Trace = request.Verify, Profile = request.Profile }, cancellationToken).ConfigureAwait(false);
        await using var verified = request.Verify ? session = new VerifyingSession(session) : session;

        // Rows on the terminal are progress enough, and a bar would be drawn over them.
        await steps.RunAsync("infer", () => InferAsync(session, inputs, cancellationToken), hasBar: invocation.Json
            || !invocation.Console.OutputIsTerminal)
            .ConfigureAwait(false);
    }

    private async Task<bool> InferAsync(IInferenceSession session, IEnumerable<InputItem> inputs, CancellationToken cancellationToken)
    {
        // Results come in the order of the inputs, of which some are taken ahead.
        var taken = new System.Collections.Concurrent.ConcurrentQueue<InputItem>();
        async IAsyncEnumerable<NetworkInput> Taken([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop =
            default)
        {
            await foreach (var item in InputFiles.ReadInputsAsync(inputs, stop).ConfigureAwait(false))
            {
                taken.Enqueue(item);
                yield return item.Input;
            }
        }

        await foreach (var p in session.InferManyAsync(Taken(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            _ = taken.TryDequeue(out var item);
            Tell(new Row(_rows.Count, item!.Name, p.Class, p.Label, p.Confidence, p.Cycles, item.Label, [.. p.Logits])
            {
                Profile = p.Profile,
            });
        }

        return true;
    }

    private void Tell(Row row)
    {
        _rows.Add(row);
        if (request.JsonLines)
        {
            invocation.Console.WriteJsonLine(row);
        }
        else if (!invocation.Json)
        {
            _table.Row(row.Name, row.Label, FormattableString.Invariant($"{row.Confidence:0.0 %}"),
                FormattableString.Invariant($"{row.Cycles:N0}"));
        }
    }

    private List<EngineProfile> Profiles() => [.. _rows.Select(static r => r.Profile).OfType<EngineProfile>()];

    private int Fail(Exception exception)
    {
        int exitCode = invocation.Fail(exception, Document);
        if (request.JsonLines && exception is not OutputException)
        {
            invocation.Console.WriteJsonLine(new { Error = invocation.FailureOf(exception) });
        }

        if (_rows.Count > 0)
        {
            invocation.Console.Say(FormattableString.Invariant($"       {_rows.Count} inputs were classified before that"));
        }

        return exitCode;
    }

    private object Document(Failure? error) => new
    {
        Model = _model,
        request.Device,
        DesignHash = _designHash,
        Verified = request.Verify,
        Complete = error is null,
        Predictions = _rows,
        Error = error,
    };

    private sealed record Row(int Index, string Name, int Class, string Label, double Confidence, long Cycles, int? TrueClass,
        long[] Logits)
    {
        public EngineProfile? Profile { get; init; }
    }
}
