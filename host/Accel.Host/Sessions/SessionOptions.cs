namespace Accel.Host;

/// <summary>How a model is loaded into a device.</summary>
public sealed record SessionOptions
{
    /// <summary>Makes the device also write each layer's output to its memory, and hands the tensors out with every prediction. Costs memory and cycles.</summary>
    public bool Trace { get; init; }
}
