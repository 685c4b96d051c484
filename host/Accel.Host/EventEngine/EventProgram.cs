using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Models;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>A model compiled for the event-driven engine; its format: docs/engine-program.md.</summary>
internal sealed class EventProgram : EngineProgram
{
    private readonly EventInputEncoder _encoder;

    public EventProgram(
        ModelConfiguration configuration,
        ImmutableArray<uint> cells,
        int inputCell,
        EventInputEncoder encoder,
        int memoryCells,
        ImmutableArray<TraceRegion> trace)
        : base(configuration, cells, (inputCell, (int)encoder.Cells), memoryCells, trace)
        => _encoder = encoder;

    /// <summary>Where the counters lie; null for none.</summary>
    public EventCountRegion? Counted
    {
        init => Counts = value;
    }

    /// <inheritdoc/>
    public override int ResultCell => Layout.ResultCell;

    /// <inheritdoc/>
    public override int PointerCell => Layout.InputPointerCell;

    /// <inheritdoc/>
    public override int ResultCells => EventImage.ResultCells(Configuration);

    /// <summary>Compiles a model.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="limits">What the engine has room for.</param>
    /// <param name="trace">Whether the engine also writes every layer's output to memory.</param>
    /// <exception cref="ModelDoesNotFitException">A size or the width of a number is over the limits.</exception>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static EventProgram Compile(SpikingTransformerModel model, EventEngineLimits limits, bool trace)
    {
        model.Validate();
        return new EventImage(model, EventPlan.Of(model, limits, trace), limits).Build();
    }

    /// <inheritdoc/>
    public override uint[] EncodeInput(NetworkInput input) => _encoder.Encode(input);

    private protected override EngineResult Decode(ReadOnlySpan<uint> cells)
    {
        int status = (int)cells[StatusOffset];
        return status == StatusDone
            ? new EngineResult((int)cells[ClassOffset], Logits(cells[Layout.ResultCells..]))
            : throw new EngineStatusException(status, $"step {(int)cells[Layout.StepOffset]}", EventStatus.Meaning(status));
    }
}
