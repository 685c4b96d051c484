namespace Accel.Host.Pcie;

/// <summary>
/// One of the character devices that a PCIe device consists of. Calls block; those of one file may come from several threads.
/// </summary>
internal interface IDeviceFile : IDisposable
{
    /// <summary>Its path, for messages.</summary>
    string Path { get; }

    /// <summary>Reads at an offset and returns how many bytes came, which may be fewer than asked for; -1 - errno when it failed.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes at an offset and returns how many bytes were taken; -1 - errno when it failed.</summary>
    int Write(ReadOnlySpan<byte> buffer, long offset);

    /// <summary>Waits until a read would not block: 1; 0 when the time is over; -1 - errno when it failed.</summary>
    int WaitReadable(TimeSpan time);
}
