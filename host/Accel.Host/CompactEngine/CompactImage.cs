using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Models;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Host.CompactEngine;

/// <summary>Lays a program out in memory: header, layers, weights, input, trace.</summary>
internal sealed class CompactImage(SpikingTransformerModel model, bool trace, IReadOnlyList<CompactLayerPlan> layers, CompactInputEncoder encoder)
{
    private const int Lanes = CompactTraceRegion.WeightLanes;
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly List<uint> _cells = [];
    private readonly ImmutableArray<TraceRegion>.Builder _regions = ImmutableArray.CreateBuilder<TraceRegion>();

    public CompactProgram Build()
    {
        const int FirstLayer = Layout.HeaderCells;
        _cells.AddRange(new uint[FirstLayer + (layers.Count * Layout.LayerCells)]);
        int[] weightCells = new int[layers.Count], positionCells = new int[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            weightCells[i] = _cells.Count;
            AddParameters(layers[i]);
            positionCells[i] = _cells.Count;
            AddPosition(layers[i]);
        }

        int inputCell = _cells.Count;
        int next = CellBehind(inputCell, encoder.Cells);
        for (int i = 0; i < layers.Count; i++)
        {
            int traceCell = next;
            next = CellBehind(next, trace ? AddRegions(layers[i], traceCell) : 0);
            WriteLayer(FirstLayer + (i * Layout.LayerCells), layers[i], weightCells[i], positionCells[i], traceCell);
        }

        _regions.Add(new CompactTraceRegion("logits", [_c.Classes], Layout.ResultCell + Layout.LogitOffset, _c.Classes, TraceElement.Logit, 0, 0, []));
        WriteHeader(FirstLayer, inputCell);
        return new CompactProgram(_c, [.. _cells], inputCell, encoder, next, _regions.ToImmutable());
    }

    private void WriteHeader(int firstLayer, int inputCell)
    {
        Set(Layout.MagicCell, Layout.Magic);
        Set(Layout.VersionCell, Layout.Version);
        Set(Layout.LayerCountCell, layers.Count);
        Set(Layout.LayerPointerCell, firstLayer);
        Set(Layout.TraceCell, trace ? 1 : 0);
        Set(Layout.TokensCell, model.Tokens);
        Set(Layout.TimestepsCell, _c.Timesteps);
        Set(Layout.LeakCell, _c.LeakShift);
        Set(Layout.SoftResetCell, _c.Reset == ResetKind.Soft ? 1 : 0);
        Set(Layout.AboveThresholdCell, _c.Firing == FiringRule.AboveThreshold ? 1 : 0);
        Set(Layout.KeyMaximumCell, (1 << _c.KBits) - 1);
        Set(Layout.ImageCell, _c.Input == InputKind.Image ? 1 : 0);
        Set(Layout.InputWordsCell, encoder.Words);
        Set(Layout.InputPointerCell, inputCell);
        Set(Layout.ResultPointerCell, Layout.ResultCell);
    }

    private void WriteLayer(int cell, CompactLayerPlan layer, int weightCell, int positionCell, int traceCell)
    {
        Set(cell + Layout.OperationOffset, layer.Operation);
        Set(cell + Layout.NeuronOffset, layer.Neuron);
        Set(cell + Layout.ShortcutOffset, layer.Shortcut);
        Set(cell + Layout.SourceOffset, layer.Source);
        Set(cell + Layout.DestinationOffset, layer.Destination);
        Set(cell + Layout.InputWordsOffset, layer.Inputs.Words);
        Set(cell + Layout.OutputTilesOffset, layer.Outputs.Words);
        Set(cell + Layout.WeightOffset, weightCell);
        Set(cell + Layout.ImageOffset, layer.IsImage ? 1 : 0);
        Set(cell + Layout.PositionOffset, layer.Position.IsEmpty ? 0 : 1);
        Set(cell + Layout.PositionPointerOffset, positionCell);
        Set(cell + Layout.TraceOffset, traceCell);
        Set(cell + Layout.HeadWordsOffset, layer.HeadWords);
        Set(cell + Layout.ClassesOffset, layer.Operation == Layout.OperationHead ? _c.Classes : 0);
    }

    private void AddParameters(CompactLayerPlan layer)
    {
        int[] outputs = layer.Outputs.Inverse(), inputs = layer.Inputs.Inverse();
        for (int tile = 0; tile < layer.Outputs.Words; tile++)
        {
            ReadOnlySpan<int> channels = outputs.AsSpan(tile * Lanes, Lanes);
            AddParameter(channels, layer.Bias, 0);
            AddParameter(channels, layer.Threshold, 1);
            AddParameter(channels, layer.Shift, 0);
            if (layer.Weights is { } weights)
            {
                AddWeights(channels, inputs, weights);
            }
        }
    }

    private void AddParameter(ReadOnlySpan<int> channels, ImmutableArray<int> values, int otherwise)
    {
        foreach (int channel in channels)
        {
            _cells.Add((uint)(channel < 0 || values.IsDefaultOrEmpty ? otherwise : values[channel]));
        }
    }

    private void AddWeights(ReadOnlySpan<int> channels, int[] inputs, LinearLayer layer)
    {
        for (int word = 0; word < inputs.Length; word += Lanes)
        {
            foreach (int channel in channels)
            {
                for (int quarter = word; quarter < word + Lanes; quarter += 4)
                {
                    uint cell = 0;
                    for (int i = 0; i < 4; i++)
                    {
                        int input = inputs[quarter + i];
                        int weight = channel < 0 || input < 0 ? 0 : layer.Weight[(channel * layer.Inputs) + input];
                        cell |= (uint)(byte)weight << (8 * i);
                    }

                    _cells.Add(cell);
                }
            }
        }
    }

    // A token's biases replace the layer's, so they include it.
    private void AddPosition(CompactLayerPlan layer)
    {
        if (layer.Position.IsEmpty)
        {
            return;
        }

        int[] outputs = layer.Outputs.Inverse();
        for (int tile = 0; tile < layer.Outputs.Words; tile++)
        {
            for (int token = 0; token < model.Tokens; token++)
            {
                foreach (int channel in outputs.AsSpan(tile * Lanes, Lanes))
                {
                    _cells.Add(channel < 0 ? 0 : TokenBias(layer, channel, token));
                }
            }
        }
    }

    private int AddRegions(CompactLayerPlan layer, int cell)
    {
        if (layer.Operation == Layout.OperationHead)
        {
            return 0;
        }

        int numbers = layer.Numbers is null ? 0 : Lanes;
        int perVisit = numbers + (layer.Neuron == Layout.NeuronRelu ? 2 : 1);
        int cells = CellBehind(0, (long)layer.Outputs.Words * model.Tokens * _c.Timesteps * perVisit);
        ImmutableArray<int> shape = [_c.Timesteps, model.Tokens, layer.Outputs.Positions.Length];
        if (layer.Numbers is { } name)
        {
            _regions.Add(new CompactTraceRegion(name, shape, cell, cells, TraceElement.Number, perVisit, 0, layer.Outputs.Positions));
        }

        var element = layer.Neuron switch
        {
            Layout.NeuronRelu => TraceElement.Key,
            Layout.NeuronTernary => TraceElement.Ternary,
            _ => TraceElement.Binary,
        };
        _regions.Add(new CompactTraceRegion(layer.Spikes, shape, cell, cells, element, perVisit, numbers, layer.Outputs.Positions));
        return cells;
    }

    // Pointers are signed, so that a cell beyond them would be another one.
    private int CellBehind(int cell, long cells)
        => cell + cells <= int.MaxValue ? (int)(cell + cells)
            : throw new ModelDoesNotFitException(_c.Name, "cells of program, weights and tensors, or more,", cell + cells, int.MaxValue);

    // A layer's bias and a token's each have 32 bits; what the engine gets is their sum.
    private uint TokenBias(CompactLayerPlan layer, int channel, int token)
    {
        long bias = (long)layer.Bias[channel] + layer.Position[(token * layer.Bias.Length) + channel];
        return bias == (int)bias ? (uint)(int)bias
            : throw new ModelDoesNotFitException(_c.Name, layer.Spikes, $"bias of token {token}", channel, 33, 32);
    }

    private void Set(int cell, int value) => _cells[cell] = (uint)value;
}
