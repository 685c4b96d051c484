using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A row of weights to add.</summary>
internal struct QueuedEvent
{
    /// <summary>The row.</summary>
    [Range(0, EventFrontEndLayout.IdleRow)]
    public int Row;

    /// <summary>The set ends with it, as far as this queue goes.</summary>
    public bool IsEnd;

    /// <summary>The set is the last one.</summary>
    public bool IsLast;
}
