using System.Collections.Immutable;
using System.Globalization;
using Accel.Host.Engine;
using Accel.Models;

namespace Accel.Host;

/// <summary>A model in a device: its program and weights are there already; each input costs its own cells and the result's.</summary>
public sealed class AccelSession : IInferenceSession
{
    private readonly AccelDevice _device;

    private AccelSession(AccelDevice device, SpikingTransformerModel model, EngineProgram program, bool trace)
        => (_device, Model, Program, IsTraced) = (device, model, program, trace);

    /// <inheritdoc/>
    public SpikingTransformerModel Model { get; }

    /// <summary>Where program, weights, input and results lie in the device's memory.</summary>
    public EngineProgram Program { get; }

    /// <summary>Whether predictions carry every tensor.</summary>
    public bool IsTraced { get; }

    internal static async ValueTask<AccelSession> LoadAsync(
        AccelDevice device, SpikingTransformerModel model, SessionOptions options, CancellationToken cancellationToken)
    {
        // Proves every width and compiles; throws before anything is sent.
        var program = EngineProgram.Compile(model, device.Identity.Limits, options.Trace);
        if (program.MemoryCells > device.Identity.MemoryCells)
        {
            throw new ModelDoesNotFitException(model.Configuration.Name, "cells of program, weights and tensors", program.MemoryCells, (int)device.Identity.MemoryCells);
        }

        var session = new AccelSession(device, model, program, options.Trace);
        using var turn = await device.TakeTurnAsync(session, load: true, cancellationToken).ConfigureAwait(false);
        await device.WriteAsync(0, program.Cells.AsMemory(), cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <inheritdoc/>
    /// <exception cref="EngineStatusException">The engine refused its program: it was damaged on the way.</exception>
    public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        uint[] cells = Program.EncodeInput(input);
        using var turn = await _device.TakeTurnAsync(this, load: false, cancellationToken).ConfigureAwait(false);

        // The last result is cleared, so that it can never be taken for this one.
        await _device.WriteAsync(Program.ResultCell, new uint[Program.ResultCells], cancellationToken).ConfigureAwait(false);
        await _device.WriteAsync(Program.InputCell, cells, cancellationToken).ConfigureAwait(false);
        long cycles = await _device.RunAsync(0, cancellationToken).ConfigureAwait(false);
        uint[] resultCells = await _device.ReadAsync(Program.ResultCell, Program.ResultCells, cancellationToken).ConfigureAwait(false);
        var result = Program.DecodeResult(resultCells);
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
            Cycles = cycles,
            Tensors = IsTraced ? await ReadTensorsAsync(resultCells, cancellationToken).ConfigureAwait(false) : [],
        };
    }

    /// <summary>Forgets the model; the device stays open for another one.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The regions lie side by side behind the input, and share cells; the logits alone lie in the result.
    private async ValueTask<ImmutableArray<NamedTensor>> ReadTensorsAsync(uint[] result, CancellationToken cancellationToken)
    {
        int begin = Program.InputCell + Program.InputCells;
        uint[] trace = await _device.ReadAsync(begin, Program.MemoryCells - begin, cancellationToken).ConfigureAwait(false);
        return [.. Program.TraceRegions.Select(r => r.Decode(
            r.Cell >= begin ? trace.AsSpan(r.Cell - begin, r.Cells) : result.AsSpan(r.Cell - Program.ResultCell, r.Cells)))];
    }
}
