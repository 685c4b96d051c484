namespace Accel.Host.Simulation.Fuse;

/// <summary>
/// A file of a <see cref="FuseMount"/>. Its methods may block and be called by several threads; numbers below 0 are errors, -errno.
/// </summary>
internal interface IFuseFile
{
    /// <summary>Its name in the folder.</summary>
    string Name { get; }

    /// <summary>Fills a buffer from an offset on, and returns how many bytes.</summary>
    int Read(Memory<byte> buffer, long offset);

    /// <summary>Takes bytes for an offset, and returns how many.</summary>
    int Write(ReadOnlyMemory<byte> buffer, long offset);

    /// <summary>
    /// Whether a read would not block. When not, <paramref name="notify"/> (where given) is called once that changes, or disposed of.
    /// </summary>
    bool IsReadable(IPollNotification? notify);
}

/// <summary>Somebody waits in poll.</summary>
internal interface IPollNotification : IDisposable
{
    /// <summary>Wakes it.</summary>
    void Notify();
}
