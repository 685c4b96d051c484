using System.Globalization;
using System.Text;
using Accel.Hast;

namespace Accel.Testing;

/// <summary>The RTL of a kernel does not do what its C# does.</summary>
public sealed class KernelDifferenceException : AccelException
{
    internal KernelDifferenceException(Difference difference, string? wave, string? waveProblem)
        : base(Text(difference, wave, waveProblem))
        => (Kernel, EntryPoint, Memory, LatencyCycles, StallSeed, Cell, Expected, Actual, Differing, Line, Cycle, Fault, WaveFile) = (
            difference.Kernel, difference.EntryPoint, difference.Memory, difference.LatencyCycles, difference.StallSeed, difference.Cell,
            difference.Expected, difference.Actual, difference.Differing, difference.Line, difference.Cycle, difference.Fault, wave);

    /// <summary>The class.</summary>
    public string Kernel { get; }

    /// <summary>Its method.</summary>
    public string EntryPoint { get; }

    /// <summary>What the memory image is called.</summary>
    public string Memory { get; }

    /// <summary>Latency of the memory in the run that differs, in cycles.</summary>
    public int LatencyCycles { get; }

    /// <summary>Seed of its stalls; 0 for none.</summary>
    public int StallSeed { get; }

    /// <summary>The first cell that differs; null when the run was broken off and no cell does.</summary>
    public int? Cell { get; }

    /// <summary>What the C# leaves there.</summary>
    public uint Expected { get; }

    /// <summary>What the RTL leaves there.</summary>
    public uint Actual { get; }

    /// <summary>How many cells differ.</summary>
    public int Differing { get; }

    /// <summary>The line of C# that was the last to write the cell; null when none did.</summary>
    public CodeLine? Line { get; }

    /// <summary>The clock cycle in which the RTL wrote the cell last, counted from the start; null when it did not.</summary>
    public long? Cycle { get; }

    /// <summary>Why the run of the RTL was broken off; null when it ended by itself.</summary>
    public string? Fault { get; }

    /// <summary>Signals of the RTL around the difference, for GTKWave or Surfer; null when no file could be written.</summary>
    public string? WaveFile { get; }

    private static string Text(Difference d, string? wave, string? waveProblem)
    {
        var text = new StringBuilder();
        string stalls = d.StallSeed == 0 ? "" : Invariant($", stalls of seed {d.StallSeed}");
        text.Append(Invariant($"{d.Kernel}.{d.EntryPoint}: RTL is not C# on {d.Memory} (memory latency {d.LatencyCycles}{stalls})"));
        if (d.Fault is not null)
        {
            text.Append(Invariant($"\n  the run was broken off: {d.Fault}"));
        }

        if (d.Cell is { } cell)
        {
            string more = d.Differing > 1 ? Invariant($"; {d.Differing} cells differ") : "";
            text.Append(Invariant($"\n  cell {cell}: C# {Value(d.Expected)}, RTL {Value(d.Actual)}{more}"));
            text.Append(d.Line is { } line ? Invariant($"\n  written by {line}: {d.Code}") : "\n  the C# does not write it");
            text.Append(d.Cycle is { } cycle ? Invariant($"\n  written by the RTL in cycle {cycle}") : "\n  the RTL does not write it");
        }

        text.Append(wave is null ? Invariant($"\n  no wave: {waveProblem}") : Invariant($"\n  wave: {wave}"));
        return text.ToString();
    }

    private static string Value(uint value) => Invariant($"{(int)value} (0x{value:X8})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What differs.</summary>
    internal sealed record Difference(string Kernel, string EntryPoint, string Memory, int LatencyCycles, int StallSeed)
    {
        public int? Cell { get; init; }

        public uint Expected { get; init; }

        public uint Actual { get; init; }

        public int Differing { get; init; }

        public CodeLine? Line { get; init; }

        public string Code { get; init; } = "";

        public long? Cycle { get; init; }

        public long Cycles { get; init; }

        public string? Fault { get; init; }
    }
}

/// <summary>A check says nothing about the RTL: the C# itself fails on the memory, does not end, or a kernel cannot be found.</summary>
public sealed class KernelCheckException(string message, string remedy, Exception? innerException = null)
    : AccelException(message, remedy, innerException);
