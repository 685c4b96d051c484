using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Accel.Host.Engine;
using Accel.Models;
using Header = Accel.Kernels.CompactEngineLayout;
using Layout = Accel.Kernels.CompactLayerLayout;

namespace Accel.Host.CompactEngine;

/// <summary>Lays a program out in memory: header, result, layers, weights, input, trace.</summary>
internal sealed class CompactImage(SpikingTransformerModel model, CompactEngineLimits limits, bool trace,
    IReadOnlyList<CompactLayerPlan> layers)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly CompactInputEncoder _encoder = new(model.Configuration);
    private readonly List<uint> _cells = [];
    private readonly ImmutableArray<TraceRegion>.Builder _regions = ImmutableArray.CreateBuilder<TraceRegion>();

    public CompactProgram Build()
    {
        int firstLayer = Header.ResultCell + CompactProgram.ResultCellsOf(_c);
        int[] descriptors = new int[layers.Count];
        int next = firstLayer;
        for (int i = 0; i < layers.Count; i++)
        {
            descriptors[i] = next;
            next += layers[i].IsConvolution ? Layout.ConvolutionCells : Layout.LinearCells;
        }

        _cells.AddRange(new uint[next]);
        int[] weightCells = new int[layers.Count], positionCells = new int[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            weightCells[i] = _cells.Count;
            AddParameters(layers[i]);
            positionCells[i] = _cells.Count;
            AddPosition(layers[i]);
        }

        int inputCell = _cells.Count;
        next = CellBehind(inputCell, _encoder.Cells);
        for (int i = 0; i < layers.Count; i++)
        {
            int traceCell = next;
            next = CellBehind(next, IsTraced(layers[i]) ? AddRegions(layers[i], traceCell) : 0);
            WriteLayer(descriptors[i], layers[i], weightCells[i], positionCells[i], traceCell);
        }

        _regions.Add(new CompactLogitRegion(_c.Classes, Header.ResultCell + Header.LogitOffset));
        WriteHeader(firstLayer, inputCell);
        return new CompactProgram(_c, [.. _cells], inputCell, _encoder, next, _regions.ToImmutable());
    }

    private bool IsTraced(CompactLayerPlan layer) => trace && layer.Spikes is not null;

    private void WriteHeader(int firstLayer, int inputCell)
    {
        Set(Header.MagicCell, Header.Magic);
        Set(Header.VersionCell, Header.Version);
        Set(Header.InputPointerCell, inputCell);
        Set(Header.ResultPointerCell, Header.ResultCell);
        Set(Header.LayerCountCell, layers.Count);
        Set(Header.LayerPointerCell, firstLayer);
        Set(Header.InputSpikesCell, (int)_encoder.Spikes);
        Set(Header.LastSpikeCell, limits.SpikeRoom - 1);
        Set(Header.TokensCell, model.Tokens);
        Set(Header.TimestepsCell, _c.Timesteps);
        int soft = _c.Reset == ResetKind.Soft ? 1 : 0, above = _c.Firing == FiringRule.AboveThreshold ? 1 : 0;
        Set(Header.NeuronCell, _c.LeakShift | (soft << Header.SoftResetBit) | (above << Header.AboveThresholdBit));
        Set(Header.KeyMaximumCell, (1 << _c.KBits) - 1);
        Seal(Header.LayerCountCell, Header.SumCell);
    }

    private void WriteLayer(int cell, CompactLayerPlan layer, int weightCell, int positionCell, int traceCell)
    {
        var source = layer.Source;
        int stride = _c.Timesteps * layer.Outputs;
        int line = source.Width * source.Stride;
        Set(cell + Layout.ChoicesOffset, Choices(layer));
        Set(cell + Layout.WidthOffset, source.Width);
        Set(cell + Layout.HeightOffset, source.Height);
        Set(cell + Layout.InputsOffset, source.Channels);
        Set(cell + Layout.CountOffset, layer.Count);
        Set(cell + Layout.OutputsOffset, layer.Outputs);
        Set(cell + Layout.StrideOffset, stride);
        Set(cell + Layout.DestinationOffset, layer.Destination?.Address ?? 0);
        Set(cell + Layout.WeightOffset, weightCell);
        Set(cell + Layout.PositionPointerOffset, layer.Position.IsEmpty ? 0 : positionCell);
        Set(cell + Layout.TraceOffset, IsTraced(layer) ? traceCell : 0);
        if (!layer.IsConvolution)
        {
            Set(cell + Layout.SourceOffset, source.Address);
            Set(cell + Layout.BackOffset, OnChip(source.Channels - layer.Count));
            Seal(cell, cell + Layout.SumOffset);
            return;
        }

        // The first tap is that of the position above and to the left; spikes outside the map are not added, wherever their address leads.
        Set(cell + Layout.SourceOffset, OnChip(source.Address - line - source.Stride));
        Set(cell + Layout.BackOffset, OnChip(source.Channels - (3 * line)));
        Set(cell + Layout.TapOffset, OnChip(source.Stride - source.Channels + 1));
        Set(cell + Layout.TapLineOffset, OnChip(line - (2 * source.Stride) - source.Channels + 1));
        Set(cell + Layout.OutputLineOffset, OnChip((layer.Destination ?? source).Width * stride));
        Seal(cell, cell + Layout.ConvolutionCells - 2);
    }

    private int OnChip(int address) => address & (limits.SpikeRoom - 1);

    private int Choices(CompactLayerPlan layer)
        => layer.Operation
            | (layer.Neuron << Layout.NeuronBit)
            | (layer.Shortcut << Layout.ShortcutBit)
            | (layer.Pool << Layout.PoolBit)
            | (layer.IsImage ? 1 << Layout.ImageBit : 0)
            | (layer.Position.IsEmpty ? 0 : 1 << Layout.PositionBit)
            | (IsTraced(layer) ? 1 << Layout.TraceBit : 0)
            | (layer.IsConvolution ? 1 << Layout.ConvolutionBit : 0);

    private void AddParameters(CompactLayerPlan layer)
    {
        for (int channel = 0; channel < layer.Outputs; channel++)
        {
            for (int i = 0; layer.Weight is { } weight && i < layer.Count; i += 4)
            {
                uint cell = 0;
                for (int j = i; j < Math.Min(i + 4, layer.Count); j++)
                {
                    cell |= (uint)(byte)weight(channel, j) << (8 * (j - i));
                }

                _cells.Add(cell);
            }

            AddParameter(layer.Bias, channel, 0);
            AddParameter(layer.Threshold, channel, 1);
            AddParameter(layer.Shift, channel, 0);
        }
    }

    private void AddParameter(ImmutableArray<int> values, int channel, int otherwise)
        => _cells.Add((uint)(values.IsDefaultOrEmpty ? otherwise : values[channel]));

    // A token's biases replace the layer's, so they include it.
    private void AddPosition(CompactLayerPlan layer)
    {
        for (int channel = 0; !layer.Position.IsEmpty && channel < layer.Outputs; channel++)
        {
            for (int token = 0; token < model.Tokens; token++)
            {
                _cells.Add(TokenBias(layer, channel, token));
            }
        }
    }

    private long AddRegions(CompactLayerPlan layer, int cell)
    {
        int positions = layer.Source.Height * layer.Source.Width;
        var layout = new TraceShape(positions * _c.Timesteps, layer.Numbers is not null);
        int cells = CellBehind(0, layer.Outputs * layout.ChannelCells);
        ImmutableArray<int> shape = layer.IsMap ? [_c.Timesteps, layer.Outputs, positions] : [_c.Timesteps, positions, layer.Outputs];
        if (layer.Numbers is { } name)
        {
            _regions.Add(new CompactTraceRegion(name, shape, cell, cells, TraceElement.Number, layout, layer.IsMap));
        }

        var element = layer.Neuron == Layout.NeuronRelu ? TraceElement.Key : TraceElement.Spike;
        _regions.Add(new CompactTraceRegion(layer.Spikes!, shape, cell, cells, element, layout, layer.IsMap));
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
            : throw new ModelDoesNotFitException(_c.Name, layer.Spikes!, $"bias of token {token}", channel, 33, 32);
    }

    // The sums stand behind the numbers that they are of.
    private void Seal(int first, int sumCell)
        => (_cells[sumCell], _cells[sumCell + 1]) = RunningSums.Of(CollectionsMarshal.AsSpan(_cells)[first..sumCell]);

    private void Set(int cell, int value) => _cells[cell] = (uint)value;
}
