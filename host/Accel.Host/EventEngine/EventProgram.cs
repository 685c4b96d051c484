using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Models;
using Layout = Accel.Kernels.EventEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>
/// A model compiled for the event-driven engine: the cells of program and weights, where inputs go, and where results lie afterwards.
/// </summary>
public sealed class EventProgram
{
    private readonly ModelConfiguration _configuration;
    private readonly EventInputEncoder _encoder;

    internal EventProgram(
        ModelConfiguration configuration,
        ImmutableArray<uint> cells,
        int inputCell,
        EventInputEncoder encoder,
        int memoryCells,
        ImmutableArray<EventTraceRegion> trace)
        => (_configuration, Cells, InputCell, _encoder, MemoryCells, TraceRegions)
            = (configuration, cells, inputCell, encoder, memoryCells, trace);

    /// <summary>Program and weights, to be written from cell 0.</summary>
    public ImmutableArray<uint> Cells { get; }

    /// <summary>Cells that the engine's memory must have in all.</summary>
    public int MemoryCells { get; }

    /// <summary>Where an encoded input goes as the program stands.</summary>
    public int InputCell { get; }

    /// <summary>Cells of an encoded input.</summary>
    public int InputCells => (int)_encoder.Cells;

    /// <summary>Where the result lies as the program stands.</summary>
    public int ResultCell { get; } = Layout.ResultCell;

    /// <summary>Cells of the result, its logits included.</summary>
    public int ResultCells => EventImage.ResultCells(_configuration);

    /// <summary>
    /// The tensors that can be read after a run, in the order of the golden model: those of every layer when compiled with a trace, and
    /// always
    /// the logits. Names and shapes are the golden model's.
    /// </summary>
    public ImmutableArray<EventTraceRegion> TraceRegions { get; }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="limits">What the engine has room for.</param>
    /// <param name="trace">Whether the engine also writes every layer's output to memory.</param>
    /// <exception cref="ModelDoesNotFitException">A size or the width of a number is over the limits.</exception>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static EventProgram Compile(SpikingTransformerModel model, EventEngineLimits limits, bool trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        model.Validate();
        return new EventImage(model, EventPlan.Of(model, limits, trace), limits).Build();
    }

    /// <summary>The cells of an input, to be written at <see cref="InputCell"/>.</summary>
    /// <exception cref="ArgumentException">The input is not of the model's kind or shape.</exception>
    public uint[] EncodeInput(NetworkInput input) => _encoder.Encode(input);

    /// <summary>Class and logits.</summary>
    /// <param name="cells">The <see cref="ResultCells"/> cells from <see cref="ResultCell"/> on.</param>
    /// <exception cref="EventStatusException">The engine ended without a result.</exception>
    public EngineResult DecodeResult(ReadOnlySpan<uint> cells)
    {
        if (cells.Length != ResultCells)
        {
            throw new ArgumentException($"the result takes {ResultCells} cells, not {cells.Length}", nameof(cells));
        }

        int status = (int)cells[Layout.StatusOffset];
        if (status != Layout.StatusDone)
        {
            throw new EventStatusException(status, (int)cells[Layout.StepOffset]);
        }

        var logits = ImmutableArray.CreateBuilder<long>(_configuration.Classes);
        for (int c = 0; c < _configuration.Classes; c++)
        {
            logits.Add((int)cells[Layout.ResultCells + c]);
        }

        return new EngineResult((int)cells[Layout.ClassOffset], logits.MoveToImmutable());
    }
}
