using System.Collections.Immutable;
using Accel.Rtl;

namespace Accel.Transformer.Reports;

/// <summary>An array that tasks hand to each other.</summary>
/// <param name="Name">In the source.</param>
/// <param name="File">The C# file, or null.</param>
/// <param name="Line">The line where it is made, or null.</param>
/// <param name="Words">Elements.</param>
/// <param name="WidthBits">Bits of an element.</param>
/// <param name="Kind">What it is built of.</param>
/// <param name="Writers">The state machines that write it while it is handed over.</param>
/// <param name="Readers">The state machines that read it while it is handed over.</param>
/// <param name="Streams">The streams whose elements say whose it is.</param>
public sealed record HandoverReport(
    string Name, string? File, int? Line, int Words, int WidthBits, MemoryStyle Kind, ImmutableArray<string> Writers,
    ImmutableArray<string> Readers, ImmutableArray<string> Streams);
