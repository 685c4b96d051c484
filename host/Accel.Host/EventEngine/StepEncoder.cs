using Accel.Models;
using Layout = Accel.Kernels.EngineStepLayout;

namespace Accel.Host.EventEngine;

/// <summary>Where the things lie that a step points to.</summary>
/// <param name="Weights">First cell of its weights.</param>
/// <param name="Parameters">First cell of its lanes' parameters, or of the classes' biases.</param>
/// <param name="Output">First cell of what it writes to memory.</param>
internal readonly record struct StepPointers(int Weights, int Parameters, int Output);

/// <summary>A step as the cells of <see cref="Accel.Kernels.EngineStepLayout"/>.</summary>
internal sealed class StepEncoder(ModelConfiguration configuration, EventEngineLimits limits)
{
    private const int Piece = ChannelMap.PieceChannels;

    public uint[] Encode(EventStep step, StepPointers pointers)
    {
        int[] cells = new int[Layout.Cells];
        cells[Layout.KindOffset] = Kind(step.Kind);
        cells[Layout.FlagsOffset] = Flags(step);
        cells[Layout.ChoicesOffset] = Schedule(step.Schedule) | (Neuron(step.Neuron) << 4) | (Target(step.Target) << 8)
            | (step.Core << 12);
        cells[Layout.WeightPointerOffset] = pointers.Weights;
        cells[Layout.ParameterPointerOffset] = pointers.Parameters;
        cells[Layout.OutputPointerOffset] = pointers.Output;
        switch (step.Kind)
        {
            case StepKind.Input:
                cells[Layout.CountOffset] = (int)step.Destination!.Words;
                break;
            case StepKind.DumpSpikes:
                cells[Layout.CountOffset] = (int)step.Source!.Words;
                break;
            case StepKind.DumpShortcut or StepKind.Logits:
                cells[Layout.CountOffset] = step.Count;
                cells[Layout.RangesOffset] = step.Ranges;
                cells[Layout.RangeRowsOffset] = step.RangeRows;
                cells[Layout.ShortcutRowOffset] = step.Stores!.First;
                break;
            default:
                Visits(step, cells);
                break;
        }

        uint[] encoded = Array.ConvertAll(cells, static c => (uint)c);
        ProgramChecks.Seal(encoded);
        return encoded;
    }

    private void Visits(EventStep step, int[] cells)
    {
        cells[Layout.TimestepsOffset] = step.Timesteps;
        cells[Layout.SizeOffset] = step.Height | (step.Width << 16);
        cells[Layout.LinesOffset] = step.FirstRow | ((step.FirstRow + step.RowCount) << 16);
        cells[Layout.GroupsOffset] = step.Visited | (step.Groups << 8);
        bool usesUnits = step.Target is SpikeTarget.Keys or SpikeTarget.Values or SpikeTarget.Queries || step.Kind == StepKind.Attend;
        cells[Layout.UnitOffset] = usesUnits ? Unit(step.Tile * limits.LaneGroups) : 0;
        if (step is { Weights: { } weights, Source: { } source })
        {
            Source(step, weights, source, cells);
        }

        if ((step.Stores ?? step.Adds) is { } rows)
        {
            int line = step.PoolsMaximum ? rows.PositionStride * step.Source!.Pooled.Width : 0;
            cells[Layout.ShortcutRowOffset] = rows.First + (step.PoolsMaximum ? step.FirstRow / 2 * line : 0);
            cells[Layout.PositionRowsOffset] = rows.PositionStride;
            cells[Layout.TimestepRowsOffset] = rows.TimestepStride;
            cells[Layout.LineRowsOffset] = line;
        }

        if (step.Destination is { } destination)
        {
            int position = destination.Channels.Size / Piece;
            int first = step.PoolsSpikes ? step.FirstRow / 2 * destination.Width : step.FirstRow * step.Width;
            cells[Layout.DestinationPieceOffset] = (first * position) + (step.Tile * limits.Lanes / Piece);
            cells[Layout.DestinationPositionPiecesOffset] = position;
            cells[Layout.DestinationLinePiecesOffset] = step.PoolsSpikes ? destination.Width * position : 0;
            cells[Layout.DestinationGroupPiecesOffset] = destination.GroupPieces;
        }
    }

    private static void Source(EventStep step, WeightBlock weights, SpikeTensor source, int[] cells)
    {
        var taps = weights.Taps;
        int position = source.Channels.Size / Piece;
        cells[Layout.TapsOffset] = (taps.FirstY + 1) | ((taps.LastY + 1) << 2) | ((taps.FirstX + 1) << 4) | ((taps.LastX + 1) << 6);
        cells[Layout.SourcePieceOffset] = (step.FirstRow * step.Width * position) + (taps.FirstChannel / Piece);
        cells[Layout.PositionPiecesOffset] = position;
        cells[Layout.LinePiecesOffset] = step.Width * position;
        cells[Layout.SpanPiecesOffset] = taps.Span(source.Channels.Size) / Piece;
        cells[Layout.SourceGroupPiecesOffset] = source.GroupPieces;
        cells[Layout.WeightRowsOffset] = weights.Rows;
        cells[Layout.CutPiecesOffset] = (taps.Cut ?? source.Channels.Size) / Piece;
    }

    // The head of a group of 16 places: its unit, its number there, and the group's number within the head.
    private int Unit(int group)
    {
        int headGroups = EventFit.HeadGroups(configuration);
        var (unit, number) = new HeadPlaces(configuration, limits).Of(group / headGroups);
        return unit | (number << 8) | (group % headGroups << 16);
    }

    private static int Flags(EventStep step)
        => Bit(step.OpensSource, Layout.OpensSourceBit)
            | Bit(step.ClosesSource, Layout.ClosesSourceBit)
            | Bit(step.OpensDestination && step.Kind != StepKind.Input, Layout.OpensDestinationBit)
            | Bit(step.ClosesDestination && step.Kind != StepKind.Input, Layout.ClosesDestinationBit)
            | Bit(step.WeightBits == 4, Layout.NibblesBit)
            | Bit(step.Adds is not null, Layout.AddsShortcutBit)
            | Bit(step is { Stores: not null, PoolsMaximum: false, Parameters: not null }, Layout.StoresShortcutBit)
            | Bit(step.PoolsMaximum, Layout.PoolsMaximumBit)
            | Bit(step.PoolsSpikes, Layout.PoolsSpikesBit)
            | Bit(step.StartsBelow, Layout.StartsBelowBit)
            | Bit(step.EndsAbove, Layout.EndsAboveBit)
            | Bit(step is { Traces: not null, Kind: not (StepKind.DumpShortcut or StepKind.DumpSpikes) }, Layout.TracesBit)
            | Bit(step is { Kind: StepKind.Input, Destination.Timesteps: > 1 }, Layout.AllColumnsBit);

    private static int Bit(bool set, int bit) => set ? 1 << bit : 0;

    private static int Kind(StepKind kind) => kind switch
    {
        StepKind.Input => Layout.Input,
        StepKind.Sums => Layout.Sums,
        StepKind.Empty => Layout.Empty,
        StepKind.Attend => Layout.Attend,
        StepKind.Logits => Layout.Logits,
        StepKind.DumpShortcut => Layout.DumpShortcut,
        _ => Layout.DumpSpikes,
    };

    private static int Schedule(SetSchedule schedule) => schedule switch
    {
        SetSchedule.Shared => Layout.SharedSets,
        SetSchedule.Static => Layout.StaticSets,
        _ => Layout.SummedSets,
    };

    private static int Neuron(NeuronKind neuron) => neuron switch
    {
        NeuronKind.None => Layout.NoNeuron,
        NeuronKind.Binary => Layout.BinaryNeuron,
        NeuronKind.Ternary => Layout.TernaryNeuron,
        _ => Layout.ReluNeuron,
    };

    private static int Target(SpikeTarget target) => target switch
    {
        SpikeTarget.None => Layout.Nowhere,
        SpikeTarget.Buffer => Layout.ToBuffer,
        SpikeTarget.Keys => Layout.ToKeys,
        SpikeTarget.Values => Layout.ToValues,
        _ => Layout.ToQueries,
    };
}
