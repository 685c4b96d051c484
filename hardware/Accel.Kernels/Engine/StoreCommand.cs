using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What is written to memory.</summary>
internal struct StoreCommand
{
    /// <summary>What it is: <see cref="End"/>..</summary>
    [Range(0, 6)]
    public int Kind;

    /// <summary>First cell.</summary>
    public int Cell;

    /// <summary>End: the status.</summary>
    [Range(0, 15)]
    public int Status;

    /// <summary>End: the step that it is about. Counts: the record's number.</summary>
    public int Step;

    /// <summary>Counts: the lanes have some.</summary>
    public bool CountsLanes;

    /// <summary>Counts: of rows.</summary>
    public bool CountsRows;

    /// <summary>Nothing is written from this cell on.</summary>
    public int MemoryCells;

    /// <summary>Kind: the status; nothing follows.</summary>
    public const int End = 0;

    /// <summary>Kind: words of spikes.</summary>
    public const int Words = 1;

    /// <summary>Kind: what neurons fire.</summary>
    public const int Traces = 2;

    /// <summary>Kind: numbers of U.</summary>
    public const int Numbers = 3;

    /// <summary>Kind: logits.</summary>
    public const int Logits = 4;

    /// <summary>Kind: what the neurons, and maybe the lanes, have counted; written to memory where there is a cell.</summary>
    public const int Counts = 5;

    /// <summary>Kind: what the neurons and the attention units have counted, likewise.</summary>
    public const int AttentionCounts = 6;
}
