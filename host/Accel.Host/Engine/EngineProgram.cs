using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>A model compiled for an engine: the cells of program and weights, where inputs go, and where results lie afterwards.</summary>
public abstract class EngineProgram
{
    private protected EngineProgram(
        ModelConfiguration configuration,
        ImmutableArray<uint> cells,
        (int First, int Count) input,
        int memoryCells,
        ImmutableArray<TraceRegion> trace)
        => (Configuration, Cells, InputCell, InputCells, MemoryCells, TraceRegions) =
            (configuration, cells, input.First, input.Count, memoryCells, trace);

    /// <summary>Of a result: the status.</summary>
    public const int StatusOffset = 0;

    /// <summary>Of a result: the class.</summary>
    public const int ClassOffset = 1;

    /// <summary>The status of an engine that ran to the end.</summary>
    public const int StatusDone = 1;

    /// <summary>Slots that a program has room for, besides its own one those that lie behind it, where the device's memory reaches so
    /// far.</summary>
    internal const int MostSlots = 3;

    private protected ModelConfiguration Configuration { get; }

    /// <summary>Program and weights, to be written from cell 0.</summary>
    public ImmutableArray<uint> Cells { get; }

    /// <summary>Cells that the engine's memory must have in all.</summary>
    public int MemoryCells { get; }

    /// <summary>Where an encoded input goes as the program stands.</summary>
    public int InputCell { get; }

    /// <summary>Cells of an encoded input.</summary>
    public int InputCells { get; }

    /// <summary>Where the result lies as the program stands.</summary>
    public abstract int ResultCell { get; }

    /// <summary>First of the cells to which a slot's <see cref="EngineSlot.Pointers"/> are written before a run.</summary>
    public abstract int PointerCell { get; }

    /// <summary>Cells of the result, its logits included.</summary>
    public abstract int ResultCells { get; }

    /// <summary>
    /// The tensors that can be read after a run, in the order of computation: those of every layer when compiled with a trace, and always
    /// the logits. Names and shapes are the golden model's.
    /// </summary>
    public ImmutableArray<TraceRegion> TraceRegions { get; }

    /// <summary>Where the engine leaves its counters; null for one that has none.</summary>
    public CountRegion? Counts { get; private protected init; }

    /// <summary>Compiles a model.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="limits">What the engine has room for.</param>
    /// <param name="trace">Whether the engine also writes every layer's output to memory.</param>
    /// <exception cref="ModelDoesNotFitException">A size or the width of a number is over the limits; the remedy is the command that makes
    /// an engine which has room, where there is one.</exception>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public static EngineProgram Compile(SpikingTransformerModel model, EngineLimits limits, bool trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return limits.Compile(model, trace);
        }
        catch (ModelDoesNotFitException e)
        {
            throw e.With(FitRemedy.Of(model, limits, trace));
        }
    }

    /// <summary>The cells of an input, to be written at <see cref="InputCell"/>.</summary>
    /// <exception cref="ArgumentException">The input is not of the model's kind or shape.</exception>
    public abstract uint[] EncodeInput(NetworkInput input);

    /// <summary>
    /// Places for inputs and their results that do not touch each other: the program's own, and further ones behind all that it uses, as
    /// many as fit.
    /// </summary>
    /// <param name="most">How many are wanted.</param>
    /// <param name="deviceCells">Cells of the device's memory.</param>
    public ImmutableArray<EngineSlot> Slots(int most, long deviceCells)
    {
        var slots = ImmutableArray.CreateBuilder<EngineSlot>();
        slots.Add(new EngineSlot(InputCell, ResultCell));
        long step = (long)InputCells + ResultCells;
        for (long next = MemoryCells; slots.Count < most && next + step <= Math.Min(deviceCells, int.MaxValue); next += step)
        {
            slots.Add(new EngineSlot((int)next, (int)next + InputCells));
        }

        return slots.ToImmutable();
    }

    /// <summary>
    /// First cell of a trace region when the engine ran in a slot: the logits lie in the slot's result, all else in one place.
    /// </summary>
    public int CellOf(TraceRegion region, EngineSlot slot)
    {
        ArgumentNullException.ThrowIfNull(region);
        return IsInResult(region) ? region.Cell - ResultCell + slot.ResultCell : region.Cell;
    }

    /// <summary>Class and logits.</summary>
    /// <param name="cells">The <see cref="ResultCells"/> cells from the slot's result cell on.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    /// <exception cref="EngineStatusException">The engine ended without a result.</exception>
    public EngineResult DecodeResult(ReadOnlySpan<uint> cells)
        => cells.Length == ResultCells ? Decode(cells)
            : throw new ArgumentException($"the result takes {ResultCells} cells, not {cells.Length}", nameof(cells));

    /// <summary>The logits, [classes].</summary>
    /// <param name="cells">As for <see cref="DecodeResult"/>.</param>
    /// <exception cref="EngineStatusException">The engine ended without a result.</exception>
    public ImmutableArray<long> DecodeLogits(ReadOnlySpan<uint> cells) => DecodeResult(cells).Logits;

    /// <summary>Whether a trace region is a part of the result, and not of the trace.</summary>
    internal bool IsInResult(TraceRegion region) => region.Cell >= ResultCell && region.Cell < ResultCell + ResultCells;

    private protected abstract EngineResult Decode(ReadOnlySpan<uint> cells);

    // A logit is a signed cell.
    private protected ImmutableArray<long> Logits(ReadOnlySpan<uint> cells)
    {
        var logits = ImmutableArray.CreateBuilder<long>(Configuration.Classes);
        for (int c = 0; c < Configuration.Classes; c++)
        {
            logits.Add((int)cells[c]);
        }

        return logits.MoveToImmutable();
    }
}
