using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>One layer of a program before it has addresses in memory.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Outputs">Its channels.</param>
internal sealed record CompactLayerPlan(SpikeMap Source, int Outputs)
{
    /// <summary>[outputs, count] weights in the order of a sum's inputs; null for attention.</summary>
    public Func<int, int, sbyte>? Weight { get; init; }

    /// <summary>Inputs that one sum adds.</summary>
    public int Count { get; init; }

    /// <summary>[outputs], or empty for zeros.</summary>
    public ImmutableArray<int> Bias { get; init; } = [];

    /// <summary>[outputs], or empty where no neuron reads the output.</summary>
    public ImmutableArray<int> Threshold { get; init; } = [];

    /// <summary>[outputs], or empty for zeros.</summary>
    public ImmutableArray<int> Shift { get; init; } = [];

    /// <summary>[N, outputs] bias of each token, or empty.</summary>
    public ImmutableArray<int> Position { get; init; } = [];

    /// <summary>Where its binary spikes go; null where it has none.</summary>
    public SpikeMap? Destination { get; init; }

    public int Operation { get; init; }

    public int Neuron { get; init; }

    public int Shortcut { get; init; }

    public int Pool { get; init; }

    public bool IsImage { get; init; }

    public bool IsConvolution { get; init; }

    /// <summary>Name of the tensor of numbers that is traced with the spikes, or null.</summary>
    public string? Numbers { get; init; }

    /// <summary>Name of the tensor of spikes that is traced, or null: then the layer has no trace.</summary>
    public string? Spikes { get; init; }

    /// <summary>Whether the tensor of spikes is one of a map: [T, C, positions].</summary>
    public bool IsMap { get; init; }

    /// <summary>A linear layer over all channels of its source.</summary>
    public static CompactLayerPlan Linear(LinearLayer layer, SpikeMap source) => new(source, layer.Outputs)
    {
        Weight = (o, i) => layer.Weight[(o * layer.Inputs) + i],
        Count = layer.Inputs,
        Bias = layer.Bias,
        Threshold = layer.Threshold,
        Shift = layer.Shift,
    };

    /// <summary>A convolution: its sums go through the taps line by line, and through the channels of each; the weights are [out, in, 3,
    /// 3].</summary>
    public static CompactLayerPlan Convolution(LinearLayer layer, SpikeMap source) => Linear(layer, source) with
    {
        Weight = (o, i) => layer.Weight[(o * layer.Inputs) + (i % source.Channels * Taps) + (i / source.Channels)],
        IsConvolution = true,
    };

    private const int Taps = 9;
}
