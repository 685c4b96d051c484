using System.Collections.Immutable;

namespace Accel.Host.Engine;

/// <summary>What the engine says about an input.</summary>
/// <param name="Class">The smallest index among the largest logits.</param>
/// <param name="Logits">[classes].</param>
public sealed record EngineResult(int Class, ImmutableArray<long> Logits);
