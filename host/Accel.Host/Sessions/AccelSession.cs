using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Interfaces;
using Accel.Models;

namespace Accel.Host;

/// <summary>
/// A model in a device: its program and weights are there already; each input costs its own cells and the result's. Inferences may overlap:
/// while one is computed, the next is sent and the last one's result fetched, each in a slot of its own in the device's memory.
/// </summary>
public sealed class AccelSession : IInferenceSession
{
    private readonly AccelDevice _device;
    private readonly Channel<EngineSlot> _slots;
    private readonly Lifetime _life = new(nameof(AccelSession));

    private AccelSession(AccelDevice device, SpikingTransformerModel model, EngineProgram program, SessionOptions options)
    {
        (_device, Model, Program, IsTraced, IsProfiled) = (device, model, program, options.Trace, options.Profile);
        var slots = program.Slots(AccelDevice.MostInFlight, device.Identity.MemoryCells);
        MostInFlight = slots.Length;
        _slots = Channel.CreateBounded<EngineSlot>(slots.Length);
        foreach (var slot in slots)
        {
            _slots.Writer.TryWrite(slot);
        }
    }

    /// <inheritdoc/>
    public int MostInFlight { get; }

    /// <inheritdoc/>
    public SpikingTransformerModel Model { get; }

    /// <summary>Where program, weights, input and results lie in the device's memory.</summary>
    public EngineProgram Program { get; }

    /// <summary>Whether predictions carry every tensor.</summary>
    public bool IsTraced { get; }

    /// <summary>Whether predictions say where their cycles went.</summary>
    public bool IsProfiled { get; }

    internal static async ValueTask<AccelSession> LoadAsync(
        AccelDevice device, SpikingTransformerModel model, SessionOptions options, CancellationToken cancellationToken)
    {
        if (options.Profile && device.Identity.Limits is not EventEngineLimits { Counts: 1 })
        {
            throw new CountersMissingException(
                device.Identity.Limits!.Kernel,
                device.Identity.Limits is EventEngineLimits
                    ? "Generate the engine with --set Accel.Engine.Counts=1; sim:?counts=1 is a simulated device of such an engine."
                    : null);
        }

        // Proves every width and compiles; throws before anything is sent.
        var program = EngineProgram.Compile(model, device.Identity.Limits!, options.Trace);
        if (program.MemoryCells > device.Identity.MemoryCells)
        {
            throw new ModelDoesNotFitException(model.Configuration.Name, "cells of program, weights and tensors", program.MemoryCells,
                device.Identity.MemoryCells).With($"Use a device with {program.MemoryCells} cells of memory or more.");
        }

        var session = new AccelSession(device, model, program, options);
        using var activity = AccelTracing.Start("accel.load", model.Configuration.Name, device.Identity.Board);
        try
        {
            using var turn = await device.TakeForLoadingAsync(session, cancellationToken).ConfigureAwait(false);
            await device.WriteAsync(0, program.Cells.AsMemory(), options.Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            activity.Failed(e);
            throw;
        }

        device.LogLoaded(model.Configuration.Name, program.Cells.Length, session.MostInFlight);
        return session;
    }

    /// <inheritdoc/>
    /// <exception cref="EngineStatusException">The engine refused its program: it was damaged on the way.</exception>
    /// <exception cref="InvalidOperationException">Another model was loaded into the device since.</exception>
    public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        _life.ThrowIfOver();
        long begun = Stopwatch.GetTimestamp();
        uint[] cells = Program.EncodeInput(input);
        Exception? error = null;
        using var activity = AccelTracing.Start("accel.infer", Model.Configuration.Name, _device.Identity.Board);
        try
        {
            var prediction = await _life.RunAsync(stop => InTurnAsync(cells, stop), cancellationToken).ConfigureAwait(false);
            activity?.SetTag("accel.cycles", prediction.Cycles);
            return prediction;
        }
        catch (Exception e)
        {
            activity.Failed(e);
            error = e;
            throw;
        }
        finally
        {
            _device.Metrics.Inferred(Stopwatch.GetElapsedTime(begun), error);
        }
    }

    /// <summary>
    /// Forgets the model; the device stays open for another one. Inferences that are under way or wait are stopped, end with
    /// <see cref="ObjectDisposedException"/>, and are waited for.
    /// </summary>
    public async ValueTask DisposeAsync() => await _life.EndAsync(() =>
    {
        _device.Forget(this);
        return ValueTask.CompletedTask;
    }).ConfigureAwait(false);

    private async ValueTask<Prediction> InTurnAsync(uint[] cells, CancellationToken cancellationToken)
    {
        using var turn = await _device.TakeInFlightAsync(this, cancellationToken).ConfigureAwait(false);
        var slot = await _slots.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return ToPrediction(await RunAsync(slot, cells, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _slots.Writer.TryWrite(slot);
        }
    }

    private async ValueTask<RawResult> RunAsync(EngineSlot slot, uint[] input, CancellationToken cancellationToken)
    {
        // The last result is cleared, so that it can never be taken for this one.
        await _device.WriteAsync(slot.ResultCell, new uint[Program.ResultCells], null, cancellationToken).ConfigureAwait(false);
        await _device.WriteAsync(slot.InputCell, input, null, cancellationToken).ConfigureAwait(false);
        long cycles;
        uint[] trace = [], counts = [];
        using (await _device.TakeKernelAsync(cancellationToken).ConfigureAwait(false))
        {
            await _device.WriteAsync(Program.PointerCell, slot.Pointers, null, cancellationToken).ConfigureAwait(false);
            cycles = await _device.RunInTurnAsync(0, cancellationToken).ConfigureAwait(false);
            if (IsTraced)
            {
                // All inferences share the trace's cells: it is fetched before the next one begins.
                trace = await _device.ReadAsync(FirstTraceCell, Program.MemoryCells - FirstTraceCell, cancellationToken)
                    .ConfigureAwait(false);
            }

            if (IsProfiled)
            {
                // The counters too.
                counts = await _device.ReadAsync(Program.Counts!.Cell, Program.Counts.Cells, cancellationToken).ConfigureAwait(false);
            }
        }

        return new RawResult(cycles, await _device.ReadAsync(slot.ResultCell, Program.ResultCells, cancellationToken).ConfigureAwait(false),
            trace, counts);
    }

    private Prediction ToPrediction(RawResult raw)
    {
        var result = Program.DecodeResult(raw.Result);
        double[] probabilities = Confidences.Softmax(result.Logits.AsSpan(), Model.Configuration, Model.Tokens);
        if (result.Class < 0 || result.Class >= probabilities.Length)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.KernelFault, $"the device says class {result.Class} of {probabilities.Length}", "load the model again; `accel verify` tells whether the design is at fault");
        }

        var labels = Model.Configuration.Labels;
        return new Prediction
        {
            Class = result.Class,
            Label = labels.IsDefaultOrEmpty ? result.Class.ToString(CultureInfo.InvariantCulture) : labels[result.Class],
            Logits = result.Logits,
            Confidence = probabilities[result.Class],
            Cycles = raw.Cycles,
            Profile = IsProfiled ? Program.Counts!.Decode(raw.Counts, raw.Cycles) : null,
            Tensors = IsTraced ? [.. Program.TraceRegions.Select(r => r.Decode(CellsOf(r, raw)))] : [],
        };
    }

    // The regions lie side by side behind the input, and share cells; the logits alone lie in the result.
    private int FirstTraceCell => Program.InputCell + Program.InputCells;

    private ReadOnlySpan<uint> CellsOf(TraceRegion region, RawResult raw)
        => Program.IsInResult(region) ? raw.Result.AsSpan(region.Cell - Program.ResultCell, region.Cells) : raw.Trace.AsSpan(region.Cell - FirstTraceCell, region.Cells);

    private sealed record RawResult(long Cycles, uint[] Result, uint[] Trace, uint[] Counts);
}
