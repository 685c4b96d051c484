using System.Diagnostics;
using System.Globalization;
using Accel.Generation;
using Accel.Host;
using Accel.Host.Simulation;
using Accel.Inputs;
using Accel.Models;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The steps of the demonstration. GHDL runs beside the device: each keeps one core busy.</summary>
internal sealed class DemoRun(CliConsole console, CliServices services, DemoRequest request)
{
    /// <summary>Runs them.</summary>
    internal async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        // Before anything is generated: a wrong file is told at once.
        var model = await InputFiles.LoadModelAsync(request.Model, cancellationToken).ConfigureAwait(false);
        var inputs = await Task.Run(
            () => InputFiles.OpenInputs(request.Images, model.Configuration, request.Count).ToList(), CancellationToken.None)
                .WaitAsync(cancellationToken).ConfigureAwait(false);

        var devices = services.DevicesOf(request.Design);
        var steps = new Steps(console, request.NoGhdl ? 3 : 4);
        string vhdl = await steps.RunAsync(
            "compile the engine's C# to VHDL",
            () => Task.Run(() => KernelFolder.Write(request.Output, EngineDesigns.Generated).Folder, cancellationToken)).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ghdl = services.Rungs(new RungRequest(["ghdl"], BoardBitstream.DefaultBoard, console));
        var check = request.NoGhdl ? Task.FromResult(EngineGhdlCheck.NotAsked)
            : Task.Run(() => EngineGhdlCheck.RunAsync(ghdl.All[0], model, inputs[0], stop.Token), stop.Token);
        try
        {
            var report = await OnDeviceAsync(steps, devices, model, inputs, vhdl, cancellationToken).ConfigureAwait(false);
            return request.NoGhdl ? report : report with { Ghdl = await steps.RunAsync($"compare {inputs[0].Name} in GHDL", () => check).ConfigureAwait(false) };
        }
        finally
        {
            // Nothing may go on behind the user's back when the device fails.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DemoReport> OnDeviceAsync(
        Steps steps, DeviceOptions devices, SpikingTransformerModel model, List<InputItem> inputs, string vhdl,
        CancellationToken cancellationToken)
    {
        await using var device = await AccelDevice.OpenAsync(request.Device, devices, cancellationToken).ConfigureAwait(false);
        var loaded = await steps.RunAsync(
            $"stream program and weights to {request.Device}",
            () => device.LoadAsync(model, new SessionOptions { Trace = request.Tensors }, cancellationToken).AsTask()).ConfigureAwait(false);
        await using var session = new VerifyingSession(loaded);
        long begun = Stopwatch.GetTimestamp();
        var predictions = await steps.RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"classify {inputs.Count} images and compare {(request.Tensors ? "every tensor" : "logits and class")}"),
            progress => ClassifyAsync(session, inputs, progress, cancellationToken)).ConfigureAwait(false);
        return new DemoReport
        {
            Model = model.Configuration.Name,
            Device = request.Device,
            DesignHash = device.Identity.DesignHash,
            ClockHz = device.Identity.ClockHz,
            Vhdl = vhdl,
            CellsLoaded = loaded.Program.Cells.Length,
            EveryTensor = request.Tensors,
            Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
            Ghdl = EngineGhdlCheck.NotAsked,
            Predictions = predictions,
        };
    }

    /// <summary>What was classified so far.</summary>
    internal List<DemoPrediction> Predictions { get; } = [];

    private async Task<List<DemoPrediction>> ClassifyAsync(
        VerifyingSession session, List<InputItem> inputs, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var predictions = Predictions;
        foreach (var input in inputs)
        {
            var (prediction, golden, comparison) = await session.CompareAsync(input.Input, cancellationToken).ConfigureAwait(false);
            predictions.Add(new DemoPrediction(
                predictions.Count,
                input.Name,
                prediction.Class,
                prediction.Label,
                prediction.Confidence,
                golden.Class,
                input.Label,
                prediction.Cycles,
                golden.GatedAdditions,
                golden.DenseAdditions,
                comparison.Compared,
                comparison.Differences.Length,
                comparison.Differences is [var first, ..] ? DifferenceFinder.OfTensor("device", KernelGenerator.Engine, input.Name, 0, first) : null));
            progress.Report((double)predictions.Count / inputs.Count);
        }

        return predictions;
    }
}
