namespace Accel.Kernels;

/// <summary>What was read from a cell, while its parts are taken from it: one register for all that never do so at the same time.</summary>
internal sealed class CompactWord
{
    public uint Bits;
}
