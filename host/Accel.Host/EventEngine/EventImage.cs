using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Accel.Host.Engine;
using Accel.Models;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>Lays a plan out in memory: header, result, steps, weights and parameters, input, trace.</summary>
internal sealed class EventImage(SpikingTransformerModel model, EventPlan plan, EventEngineLimits limits)
{
    private const int Alignment = 4;
    private const int BlockCells = 16; // that the engine reads at once
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly List<uint> _cells = [];
    private readonly Dictionary<WeightBlock, int> _weights = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _traceCells = [];

    /// <summary>Cells of a result: status, class, then the logits.</summary>
    public static int ResultCells(ModelConfiguration c) => ChannelMap.PadTo(Layout.ResultCells + c.Classes, Alignment);

    public EventProgram Build()
    {
        int firstStep = ChannelMap.PadTo(Layout.ResultCell + ResultCells(_c), BlockCells);
        _cells.AddRange(new uint[firstStep + (plan.Steps.Length * Kernels.EngineStepLayout.Cells)]);
        var pointers = plan.Steps.Select(step => new StepPointers(AddWeights(step), AddParameters(step), 0)).ToArray();
        var encoder = new EventInputEncoder(_c, StemPlanner.PlanesOf(model), plan.Input);
        int inputCell = _cells.Count;
        int next = CellBehind(inputCell, encoder.Cells);
        var steps = new StepEncoder(_c, limits);
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            var step = plan.Steps[i];
            int output = step.Kind == StepKind.Logits ? Layout.ResultCells : step.Traces is null ? 0 : next;
            steps.Encode(step, pointers[i] with { Output = output }).CopyTo(Cells(firstStep + (i * Kernels.EngineStepLayout.Cells)));
            if (step.Traces is { } traced)
            {
                _traceCells.TryAdd(traced, next);
                next = CellBehind(next, CellsOf(step));
                _traceCells[$"{traced} end"] = next;
            }
        }

        int counts = limits.Counts == 0 ? 0 : next;
        next = CellBehind(next, limits.Counts == 0 ? 0 : EventCountRegion.CellsOf(plan.Steps.Length, limits));
        int slots = CellBehind(next, (EngineProgram.MostSlots - 1) * (encoder.Cells + ResultCells(_c)));
        WriteHeader(firstStep, inputCell, slots, counts);
        return new EventProgram(_c, [.. _cells], inputCell, encoder, next, Regions())
        {
            Counted = counts == 0 ? null : new EventCountRegion(counts, plan.Steps, limits, model.Configuration.HeadDim),
        };
    }

    private ImmutableArray<TraceRegion> Regions()
        => [.. plan.Tensors.Select(tensor =>
        {
            bool logits = tensor.Element == TraceElement.Logit;
            int cell = logits ? Layout.ResultCell + Layout.ResultCells : _traceCells[tensor.Name];
            int cells = logits ? _c.Classes : _traceCells[$"{tensor.Name} end"] - cell;
            var groups = plan.Steps.Where(s => s.Traces == tensor.Name).GroupBy(s => s.Tile)
                .ToDictionary(g => g.Key, g => (g.First().Groups, g.First().Visited));
            return (TraceRegion)new EventTraceRegion(tensor, cell, cells, limits.Lanes, tile =>
            {
                int all = ShortcutSpace.GroupsOf(tensor.Channels, tile, limits);
                return groups.TryGetValue(tile, out var known) && known.Groups > 0
                    ? known : (all, ShortcutSpace.Visited(all, _c.Timesteps, limits));
            });
        })];

    private static long CellsOf(EventStep step)
    {
        long visits = (long)step.Positions * step.Timesteps * step.Groups;
        return step switch
        {
            { Kind: StepKind.DumpSpikes } => step.Source!.Words * EventInputEncoder.CellsOfWord,
            { Kind: StepKind.DumpShortcut } => (long)step.Count * ChannelMap.GroupChannels,
            { Neuron: NeuronKind.None } => visits * ChannelMap.GroupChannels,
            _ => visits * Alignment,
        };
    }

    private void WriteHeader(int firstStep, int inputCell, int memoryCells, int counts)
    {
        Set(Layout.MagicCell, Layout.Magic);
        Set(Layout.VersionCell, Layout.Version);
        Set(Layout.StepPointerCell, firstStep);
        Set(Layout.StepCountCell, plan.Steps.Length);
        Set(Layout.InputPointerCell, inputCell);
        Set(Layout.ResultPointerCell, Layout.ResultCell);
        Set(
            Layout.NeuronCell,
            _c.LeakShift
                | ((_c.Reset == ResetKind.Soft ? 1 : 0) << Layout.SoftResetBit)
                | ((_c.Firing == FiringRule.AboveThreshold ? 1 : 0) << Layout.AboveThresholdBit));
        Set(Layout.KeyMaximumCell, (1 << _c.KBits) - 1);
        Set(Layout.TimestepsCell, _c.Timesteps);
        Set(Layout.HeadGroupsCell, EventFit.HeadGroups(_c));
        Set(Layout.UnitHeadsCell, EventFit.UnitHeads(_c, limits));
        Set(Layout.TokensCell, model.Tokens);
        Set(Layout.MemoryCellsCell, memoryCells);
        Set(Layout.CountPointerCell, counts);
        _cells[Layout.LimitsCell] = ProgramChecks.Fingerprint(limits);
        ProgramChecks.SealHeader(Cells(0));
    }

    private int AddWeights(EventStep step)
    {
        if (step.Weights is not { } block)
        {
            return 0;
        }

        if (!_weights.TryGetValue(block, out int cell))
        {
            Pad(BlockCells);
            cell = _cells.Count;
            _weights.Add(block, cell);
            _cells.AddRange(WeightPacking.Pack(block.Values, step.WeightBits));
            CheckCells();
        }

        return cell;
    }

    private int AddParameters(EventStep step)
    {
        int cell = _cells.Count;
        if (step.Parameters is { } parameters)
        {
            for (int lane = 0; lane < limits.Lanes; lane++)
            {
                _cells.Add(WeightPacking.Pack(parameters.Bias[lane], parameters.Shift[lane]));
                _cells.Add((uint)parameters.Threshold[lane]);
            }
        }

        _cells.AddRange(step.ClassBias.Select(static b => (uint)b));
        Pad(BlockCells);
        CheckCells();
        return cell == _cells.Count ? 0 : cell;
    }

    private void Pad(int alignment) => _cells.AddRange(new uint[ChannelMap.PadTo(_cells.Count, alignment) - _cells.Count]);

    private void CheckCells() => CellBehind(0, _cells.Count);

    private int CellBehind(int cell, long cells)
    {
        long next = (cell + cells + Alignment - 1) / Alignment * Alignment;
        return next <= int.MaxValue ? (int)next
            : throw new ModelDoesNotFitException(_c.Name, "cells of program, weights and tensors, or more,", next, int.MaxValue);
    }

    private Span<uint> Cells(int cell) => CollectionsMarshal.AsSpan(_cells)[cell..];

    private void Set(int cell, int value) => _cells[cell] = (uint)value;
}
