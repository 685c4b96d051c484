namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="SortedMerge"/>; signed numbers below int.MaxValue, one per cell. A run has a multiple of four,
/// ascending.</summary>
public static class SortedMergeLayout
{
    /// <summary>Numbers of a run at most.</summary>
    public const int MostNumbers = 512;

    /// <summary>A quarter of the first run's length.</summary>
    public const int OneLengthCell = 0;

    /// <summary>A quarter of the other run's length.</summary>
    public const int OtherLengthCell = 1;

    /// <summary>First cell of the first run.</summary>
    public const int OneCell = 4;

    /// <summary>First cell of the other run.</summary>
    public const int OtherCell = OneCell + MostNumbers;

    /// <summary>First cell of the merged run.</summary>
    public const int MergedCell = OtherCell + MostNumbers;
}
