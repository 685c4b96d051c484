using Accel.Rtl;

namespace Accel.Transformer.Reports;

/// <summary>A stream.</summary>
/// <param name="Name">In the source.</param>
/// <param name="File">The C# file, or null.</param>
/// <param name="Line">The line where it is made, or null.</param>
/// <param name="Capacity">Elements in the source.</param>
/// <param name="Places">Elements in hardware: one more where a pipelined loop leaves what it reads in its place while it waits for
/// something else.</param>
/// <param name="WidthBits">Bits of an element.</param>
/// <param name="Kind">What it is built of.</param>
/// <param name="Writer">Who writes, or null for nobody.</param>
/// <param name="Reader">Who reads, or null for nobody.</param>
/// <param name="BoundBy">The process that is slower at its end than the other one at its, as far as that is known; null otherwise.</param>
public sealed record StreamReport(
    string Name, string? File, int? Line, int Capacity, int Places, int WidthBits, MemoryStyle Kind, StreamEndReport? Writer,
    StreamEndReport? Reader, string? BoundBy);

/// <summary>An end of a stream.</summary>
/// <param name="Process">The state machine that has it.</param>
/// <param name="FewestCycles">From one element to the next where nothing makes the process wait; null where it is not in a loop, or the
/// loop's cycles are not known.</param>
public sealed record StreamEndReport(string Process, double? FewestCycles);
