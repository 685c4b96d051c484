namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="ConditionalAccumulate"/> and <see cref="CalledAccumulate"/>.</summary>
public static class AccumulateLayout
{
    /// <summary>Iterations of their loops.</summary>
    public const int Iterations = 256;

    /// <summary>A signed number.</summary>
    public const int LimitCell = 0;

    /// <summary>A signed number.</summary>
    public const int StepCell = 1;

    /// <summary>Where the sum is written.</summary>
    public const int ResultCell = 2;

    /// <summary>Cells in all.</summary>
    public const int Cells = 3;
}
