namespace Accel.Host;

/// <summary>A profile is wanted of an engine that was generated without counters.</summary>
/// <param name="engine">The engine's class name.</param>
/// <param name="remedy">What to do; null for an engine that has none in any case.</param>
public sealed class CountersMissingException(string engine, string? remedy)
    : AccelException(
        $"the device's {engine} has no counters, so that it cannot be profiled", remedy ?? "Profile a SpikingTransformerEngine.");
