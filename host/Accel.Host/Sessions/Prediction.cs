using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Models;

namespace Accel.Host;

/// <summary>What a network says about one input.</summary>
public sealed record Prediction
{
    /// <summary>The smallest index among the largest logits.</summary>
    public required int Class { get; init; }

    /// <summary>The class's name from the model, or its index.</summary>
    public required string Label { get; init; }

    /// <summary>[classes], exact.</summary>
    public required ImmutableArray<long> Logits { get; init; }

    /// <summary>Probability of <see cref="Class"/>, as <see cref="Confidences.Softmax"/> defines it.</summary>
    public required double Confidence { get; init; }

    /// <summary>Clock cycles that the device took.</summary>
    public required long Cycles { get; init; }

    /// <summary>Where the cycles went, when the session was loaded with a profile; else null.</summary>
    public EngineProfile? Profile { get; init; }

    /// <summary>Every tensor of every layer, in the order of computation, when the session was loaded with a trace; else empty.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; init; } = [];
}
