namespace Accel.Host;

/// <summary>How a model is loaded into a device.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// Makes the device also write each layer's output to its memory, and hands the tensors out with every prediction. Costs memory and
    /// cycles.
    /// </summary>
    public bool Trace { get; init; }

    /// <summary>Hands out with every prediction where its cycles went. Only an engine that was generated with counters has them.</summary>
    public bool Profile { get; init; }

    /// <summary>Told after each transfer what part of program and weights has been sent, 0 to 1; or null.</summary>
    public IProgress<double>? Progress { get; init; }
}
