using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Eight channels of a set, on their way to where events are taken out of them.</summary>
internal struct QueuedWord
{
    /// <summary>The channels in the set.</summary>
    public byte Bits;

    /// <summary>The same without the lowest one.</summary>
    public byte Rest;

    /// <summary>There is no rest.</summary>
    public bool IsTaken;

    /// <summary>Which word of the token.</summary>
    [Range(0, EventFrontEndLayout.MostWords - 1)]
    public int Word;

    /// <summary>The set ends with it.</summary>
    public bool IsEnd;

    /// <summary>The set is the last one.</summary>
    public bool IsLast;
}
