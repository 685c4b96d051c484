using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the lanes do in a cycle: they add a row of each bank to an addend.</summary>
internal struct EngineStep
{
    /// <summary>Row of bank 0.</summary>
    [Range(0, QueuedRow.Idle)]
    public int Row0;

    /// <summary>Row of bank 1.</summary>
    [Range(0, QueuedRow.Idle)]
    public int Row1;

    /// <summary>Row of bank 2.</summary>
    [Range(0, QueuedRow.Idle)]
    public int Row2;

    /// <summary>Row of bank 3.</summary>
    [Range(0, QueuedRow.Idle)]
    public int Row3;

    /// <summary>Added to 0, the last sum, the first or the second kept sum.</summary>
    [Range(0, 3)]
    public int Addend;

    /// <summary>The sum is kept as the first one.</summary>
    public bool KeepsFirst;

    /// <summary>The sum is kept as the second one.</summary>
    public bool KeepsSecond;

    /// <summary>The sum is read out.</summary>
    public bool Saves;

    /// <summary>The tile ends with it.</summary>
    public bool EndsTile;

    /// <summary>A step that changes nothing.</summary>
    public static EngineStep Idle(bool endsTile) => new()
    {
        Row0 = QueuedRow.Idle, Row1 = QueuedRow.Idle, Row2 = QueuedRow.Idle, Row3 = QueuedRow.Idle, Addend = 1, EndsTile = endsTile,
    };
}
