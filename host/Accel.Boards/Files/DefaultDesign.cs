using System.Collections.Immutable;

namespace Accel.Boards;

/// <summary>
/// What a project for a board is made of when the user asks for nothing else: it fits the board, whichever of its ways to a host is taken.
/// </summary>
/// <param name="Kernel">Class name of the kernel.</param>
public sealed record DefaultDesign(string Kernel)
{
    /// <summary>
    /// Values for its [Replaceable] constants, where they are not the kernel's own; by key, for instance <c>Accel.Engine.MaxTokens</c>.
    /// </summary>
    public ImmutableSortedDictionary<string, int> Constants { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}
