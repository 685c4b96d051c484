namespace Accel.Rtl.Vhdl.Benches;

/// <summary>What a <see cref="MemoryBench"/> does, whatever its language.</summary>
public sealed record MemoryBenchOptions
{
    /// <summary>Cells of the memory.</summary>
    public required int Cells { get; init; }

    /// <summary>Hexadecimal file, one cell a line from cell 0; cells beyond its end start at 0.</summary>
    public string InputFile { get; init; } = "memory-in.hex";

    /// <summary>Written at the end: all cells, one per line, hexadecimal.</summary>
    public string OutputFile { get; init; } = "memory-out.hex";

    /// <summary>
    /// Written while it runs, a line for each write of the kernel: cycles since the one with start, cell, hexadecimal data. Null: not
    /// written.
    /// </summary>
    public string? WritesFile { get; init; }

    /// <summary>A request taken on edge k is answered on edge k + latency at the earliest; at least 1.</summary>
    public int LatencyCycles { get; init; } = 1;

    /// <summary>mem_req_ready is 0 in every so-many-th cycle; 0 means never.</summary>
    public int StallEvery { get; init; }

    /// <summary>Which entry point to run.</summary>
    public int Member { get; init; }

    /// <summary>Give up after this many cycles.</summary>
    public long MaximumCycles { get; init; } = 10_000_000;

    /// <summary>Print a line PROGRESS cycle=... every so many cycles; 0 means never.</summary>
    public int ProgressEvery { get; init; }
}
