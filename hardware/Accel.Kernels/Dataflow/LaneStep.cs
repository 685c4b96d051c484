using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What the lanes do in a step: they add a row from each bank to an addend.</summary>
internal struct LaneStep
{
    /// <summary>Rows of the four banks, 9 bits each, bank 0 lowest.</summary>
    [Width(36)]
    public ulong Rows;

    /// <summary>What the rows are added to: 0, the accumulator, the first or the second kept sum.</summary>
    [Range(0, 3)]
    public int Addend;

    /// <summary>The sum is kept as the first one.</summary>
    public bool KeepsFirst;

    /// <summary>The sum is kept as the second one.</summary>
    public bool KeepsSecond;

    /// <summary>The sum is read out.</summary>
    public bool Saves;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
