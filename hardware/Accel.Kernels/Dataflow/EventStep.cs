using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Four rows of weights to add in one step.</summary>
internal struct EventStep
{
    /// <summary>Rows of the four slots, 9 bits each, slot 0 lowest.</summary>
    [Width(EventFrontEndLayout.Queues * EventFrontEndLayout.RowBits)]
    public ulong Rows;

    /// <summary>The set ends with it.</summary>
    public bool IsEnd;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
