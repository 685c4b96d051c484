using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A number of each of 16 lanes: of membranes, of U, of K^T V.</summary>
internal struct LaneNumbers
{
    /// <summary>Of lane 0.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number0;

    /// <summary>Of lane 1.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number1;

    /// <summary>Of lane 2.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number2;

    /// <summary>Of lane 3.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number3;

    /// <summary>Of lane 4.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number4;

    /// <summary>Of lane 5.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number5;

    /// <summary>Of lane 6.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number6;

    /// <summary>Of lane 7.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number7;

    /// <summary>Of lane 8.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number8;

    /// <summary>Of lane 9.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number9;

    /// <summary>Of lane 10.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number10;

    /// <summary>Of lane 11.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number11;

    /// <summary>Of lane 12.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number12;

    /// <summary>Of lane 13.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number13;

    /// <summary>Of lane 14.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number14;

    /// <summary>Of lane 15.</summary>
    [Width(EngineSizes.NumberBits)]
    public int Number15;

    /// <summary>The low bits of a number. The host has proved that no other one counts; what is computed of lanes without a channel is
    /// anything.</summary>
    public static int Fit(int number, int bits) => (number << (32 - bits)) >> (32 - bits);

    /// <summary>Of a lane.</summary>
    public readonly int Of(int lane) => lane switch
    {
        0 => Number0,
        1 => Number1,
        2 => Number2,
        3 => Number3,
        4 => Number4,
        5 => Number5,
        6 => Number6,
        7 => Number7,
        8 => Number8,
        9 => Number9,
        10 => Number10,
        11 => Number11,
        12 => Number12,
        13 => Number13,
        14 => Number14,
        _ => Number15,
    };

    /// <summary>Sets that of a lane.</summary>
    public void Set(int lane, int number)
    {
        switch (lane)
        {
            case 0:
                Number0 = number;
                break;
            case 1:
                Number1 = number;
                break;
            case 2:
                Number2 = number;
                break;
            case 3:
                Number3 = number;
                break;
            case 4:
                Number4 = number;
                break;
            case 5:
                Number5 = number;
                break;
            case 6:
                Number6 = number;
                break;
            case 7:
                Number7 = number;
                break;
            case 8:
                Number8 = number;
                break;
            case 9:
                Number9 = number;
                break;
            case 10:
                Number10 = number;
                break;
            case 11:
                Number11 = number;
                break;
            case 12:
                Number12 = number;
                break;
            case 13:
                Number13 = number;
                break;
            case 14:
                Number14 = number;
                break;
            default:
                Number15 = number;
                break;
        }
    }
}
