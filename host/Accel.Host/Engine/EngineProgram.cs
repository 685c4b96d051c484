using System.Collections.Immutable;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>A model compiled for the engine: the cells of program and weights, where inputs go, and where results lie afterwards.</summary>
public sealed class EngineProgram
{
    private readonly ModelConfiguration _configuration;
    private readonly EngineInputEncoder _encoder;

    internal EngineProgram(ModelConfiguration configuration, ImmutableArray<uint> cells, int inputCell, EngineInputEncoder encoder, int memoryCells, ImmutableArray<TraceRegion> trace)
        => (_configuration, Cells, InputCell, _encoder, MemoryCells, TraceRegions) = (configuration, cells, inputCell, encoder, memoryCells, trace);

    /// <summary>Program and weights, to be written from cell 0.</summary>
    public ImmutableArray<uint> Cells { get; }

    /// <summary>Cells that the engine's memory must have in all.</summary>
    public int MemoryCells { get; }

    /// <summary>Where an encoded input goes as the program stands.</summary>
    public int InputCell { get; }

    /// <summary>Cells of an encoded input.</summary>
    public int InputCells => (int)_encoder.Cells;

    /// <summary>Where the result lies as the program stands.</summary>
    public int ResultCell { get; } = SpikingTransformerEngineLayout.ResultCell;

    /// <summary>First of the cells to which a slot's <see cref="EngineSlot.Pointers"/> are written before a run.</summary>
    public int PointerCell { get; } = SpikingTransformerEngineLayout.InputPointerCell;

    /// <summary>Cells of the result.</summary>
    public int ResultCells { get; } = SpikingTransformerEngineLayout.ResultCells;

    /// <summary>
    /// The tensors that can be read after a run, in the order of computation: those of every layer when compiled with a trace, and always the
    /// logits. Names and shapes are the golden model's.
    /// </summary>
    public ImmutableArray<TraceRegion> TraceRegions { get; }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="limits">What the engine has room for.</param>
    /// <param name="trace">Whether the engine also writes every layer's output to memory.</param>
    /// <exception cref="ModelDoesNotFitException">A size or the width of a number is over the limits, or the stem is a convolution.</exception>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static EngineProgram Compile(SpikingTransformerModel model, EngineLimits limits, bool trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        EngineFit.Check(model, limits);
        return new EngineCompiler(model, trace).Compile();
    }

    /// <summary>The cells of an input, to be written at <see cref="InputCell"/>.</summary>
    /// <exception cref="ArgumentException">The input is not of the model's kind or shape.</exception>
    public uint[] EncodeInput(NetworkInput input) => _encoder.Encode(input);

    /// <summary>
    /// Places for inputs and their results that do not touch each other: the program's own, and further ones behind all that it uses, as many as fit.
    /// </summary>
    /// <param name="most">How many are wanted.</param>
    /// <param name="deviceCells">Cells of the device's memory.</param>
    public ImmutableArray<EngineSlot> Slots(int most, long deviceCells)
    {
        var slots = ImmutableArray.CreateBuilder<EngineSlot>();
        slots.Add(new EngineSlot(InputCell, ResultCell));
        for (long next = MemoryCells; slots.Count < most && next + InputCells + ResultCells <= Math.Min(deviceCells, int.MaxValue); next += InputCells + ResultCells)
        {
            slots.Add(new EngineSlot((int)next, (int)next + InputCells));
        }

        return slots.ToImmutable();
    }

    /// <summary>First cell of a trace region when the engine ran in a slot: the logits lie in the slot's result, all else in one place.</summary>
    public int CellOf(TraceRegion region, EngineSlot slot)
    {
        ArgumentNullException.ThrowIfNull(region);
        return IsInResult(region) ? region.Cell - ResultCell + slot.ResultCell : region.Cell;
    }

    /// <summary>Class and logits.</summary>
    /// <param name="cells">The <see cref="ResultCells"/> cells from the slot's result cell on.</param>
    /// <exception cref="EngineStatusException">The engine ended without a result.</exception>
    public EngineResult DecodeResult(ReadOnlySpan<uint> cells)
    {
        if (cells.Length != ResultCells)
        {
            throw new ArgumentException($"the result takes {ResultCells} cells, not {cells.Length}", nameof(cells));
        }

        int status = (int)cells[SpikingTransformerEngineLayout.StatusOffset];
        if (status != SpikingTransformerEngineLayout.StatusDone)
        {
            throw new EngineStatusException(status);
        }

        var logits = ImmutableArray.CreateBuilder<long>(_configuration.Classes);
        for (int c = 0; c < _configuration.Classes; c++)
        {
            logits.Add((int)cells[SpikingTransformerEngineLayout.LogitOffset + c]);
        }

        return new EngineResult((int)cells[SpikingTransformerEngineLayout.ClassOffset], logits.MoveToImmutable());
    }

    /// <summary>Whether a trace region is a part of the result, and not of the trace.</summary>
    internal bool IsInResult(TraceRegion region) => region.Cell >= ResultCell && region.Cell < ResultCell + ResultCells;

    /// <summary>The logits, [classes].</summary>
    /// <param name="cells">As for <see cref="DecodeResult"/>.</param>
    public ImmutableArray<long> DecodeLogits(ReadOnlySpan<uint> cells) => DecodeResult(cells).Logits;
}
