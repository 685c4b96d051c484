using Accel.Models;

namespace Accel.Verification;

/// <summary>A network and an image that the engine is measured with.</summary>
/// <param name="Model">The network's name.</param>
/// <param name="Density">How active it is, by name.</param>
/// <param name="Network">The network.</param>
/// <param name="Input">The image.</param>
public sealed record EngineWorkload(string Model, string Density, SpikingTransformerModel Network, NetworkInput Input);
