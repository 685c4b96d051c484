namespace Accel.Rtl.Estimation;

/// <summary>What a device family builds memories and products of.</summary>
/// <param name="DistributedBitsPerLut">Bits of LUT RAM in a LUT; 0 without LUT RAM.</param>
/// <param name="BlockBits">Bits of the smallest block RAM.</param>
/// <param name="BlockWidthBits">Widest word of the smallest block RAM.</param>
/// <param name="LargestDistributedBits">A memory with synchronous reads and more bits goes to block RAM unless its style says otherwise.</param>
/// <param name="MultiplierWidthA">Width of the wider input of a multiplier block; 0 without such blocks.</param>
/// <param name="MultiplierWidthB">Width of the narrower input.</param>
public sealed record DeviceBlocks(
    int DistributedBitsPerLut, int BlockBits, int BlockWidthBits, int LargestDistributedBits, int MultiplierWidthA, int MultiplierWidthB);
