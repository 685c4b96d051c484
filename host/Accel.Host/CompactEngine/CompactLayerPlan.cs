using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>One layer of a program before it has addresses.</summary>
/// <param name="Weights">The layer whose weights it has; null for attention.</param>
/// <param name="Bias">[outputs], or empty for zeros.</param>
/// <param name="Threshold">[outputs], or empty where no neuron reads the output.</param>
/// <param name="Shift">[outputs], or empty for zeros.</param>
/// <param name="Inputs">Where input channels lie.</param>
/// <param name="Outputs">Where output channels lie.</param>
/// <param name="Source">Place of the input spikes.</param>
/// <param name="Destination">Place of the output spikes.</param>
/// <param name="Spikes">Name of the tensor of output spikes.</param>
internal sealed record CompactLayerPlan(
    LinearLayer? Weights,
    ImmutableArray<int> Bias,
    ImmutableArray<int> Threshold,
    ImmutableArray<int> Shift,
    ChannelPlacement Inputs,
    ChannelPlacement Outputs,
    int Source,
    int Destination,
    string Spikes)
{
    public int Operation { get; init; }

    public int Neuron { get; init; }

    public int Shortcut { get; init; }

    /// <summary>Name of the tensor of numbers that is traced with the spikes, or null.</summary>
    public string? Numbers { get; init; }

    public bool IsImage { get; init; }

    /// <summary>[N, outputs] bias of each token, or empty.</summary>
    public ImmutableArray<int> Position { get; init; } = [];

    public int HeadWords { get; init; }
}
