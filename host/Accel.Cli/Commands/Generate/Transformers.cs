using System.Collections.Immutable;

namespace Accel.Cli;

/// <summary>
/// The transformers that this build offers: the project's own, and with the property UseHastlayer also the real Hastlayer.
/// </summary>
internal static class Transformers
{
    internal const string BuiltIn = "accel";

#if USE_HASTLAYER
    internal const string Hastlayer = "hastlayer";

    internal static ImmutableArray<string> Names { get; } = [BuiltIn, Hastlayer];
#else
    internal static ImmutableArray<string> Names { get; } = [BuiltIn];
#endif
}
