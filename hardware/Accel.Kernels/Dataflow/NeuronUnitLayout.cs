namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="NeuronUnit"/>. Two's complement fields; what lies above a field does not matter.</summary>
public static class NeuronUnitLayout
{
    /// <summary>Visits, an even number from 2 to <see cref="MostVisits"/>.</summary>
    public const int VisitsCell = 0;

    /// <summary>Most visits of a run.</summary>
    public const int MostVisits = 1024;

    /// <summary>
    /// First cell of the visits, four cells each: the sum of the weights (16 bits) below the bias (16 bits); the shortcut (20 bits) below
    /// the flags; the membrane (20 bits); the threshold (20 bits).
    /// </summary>
    public const int VisitCell = 4;

    /// <summary>Bits of a shortcut, a membrane and a threshold.</summary>
    public const int MembraneBits = 20;

    /// <summary>Where the flags begin in the second cell of a visit: the left shift of the current, which is the right shift of the key (4
    /// bits).</summary>
    public const int ShiftBit = 20;

    /// <summary>The shortcut is added.</summary>
    public const int AddsBit = 24;

    /// <summary>The first timestep: the membrane starts at 0.</summary>
    public const int FreshBit = 25;

    /// <summary>Fires above the threshold only, not at it.</summary>
    public const int AboveBit = 26;

    /// <summary>Soft reset.</summary>
    public const int SoftBit = 27;

    /// <summary>Fires -1 too.</summary>
    public const int TernaryBit = 28;

    /// <summary>The leak, 0 to 2 (2 bits).</summary>
    public const int LeakBit = 29;

    /// <summary>
    /// First cell of the results, two cells each: the current with the shortcut (20 bits) below the spikes and the key (4 bits); the
    /// membrane that the next timestep starts from.
    /// </summary>
    public const int ResultCell = VisitCell + (4 * MostVisits);

    /// <summary>It fired +1.</summary>
    public const int PositiveBit = 20;

    /// <summary>It fired -1.</summary>
    public const int NegativeBit = 21;

    /// <summary>Where the key begins.</summary>
    public const int KeyBit = 24;

    /// <summary>The largest key.</summary>
    public const int LargestKey = 15;
}
