using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Sums of a group of 16 lanes.</summary>
internal struct LaneSums
{
    /// <summary>Of lane 0.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum0;

    /// <summary>Of lane 1.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum1;

    /// <summary>Of lane 2.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum2;

    /// <summary>Of lane 3.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum3;

    /// <summary>Of lane 4.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum4;

    /// <summary>Of lane 5.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum5;

    /// <summary>Of lane 6.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum6;

    /// <summary>Of lane 7.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum7;

    /// <summary>Of lane 8.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum8;

    /// <summary>Of lane 9.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum9;

    /// <summary>Of lane 10.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum10;

    /// <summary>Of lane 11.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum11;

    /// <summary>Of lane 12.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum12;

    /// <summary>Of lane 13.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum13;

    /// <summary>Of lane 14.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum14;

    /// <summary>Of lane 15.</summary>
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    public int Sum15;

    /// <summary>Of a lane.</summary>
    public readonly int Of(int lane) => lane switch
    {
        0 => Sum0,
        1 => Sum1,
        2 => Sum2,
        3 => Sum3,
        4 => Sum4,
        5 => Sum5,
        6 => Sum6,
        7 => Sum7,
        8 => Sum8,
        9 => Sum9,
        10 => Sum10,
        11 => Sum11,
        12 => Sum12,
        13 => Sum13,
        14 => Sum14,
        _ => Sum15,
    };
}
