using System.Collections.Immutable;

namespace Accel.Models;

/// <summary>An integer tensor with the name that golden model, engine trace and reports share; values are row-major.</summary>
/// <param name="Name">For instance <c>block.0.attn.q</c>.</param>
/// <param name="Shape">For instance [T, N, C].</param>
/// <param name="Values">As many as the shape's product.</param>
public sealed record NamedTensor(string Name, ImmutableArray<int> Shape, int[] Values);
