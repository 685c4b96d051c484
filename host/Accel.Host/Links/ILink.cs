namespace Accel.Host;

/// <summary>
/// The command set of a device, over whatever connects it: HELLO, WRITE, READ, START, STATUS, RESET on memory cells of 32 bits.
/// Every command may be repeated without harm. Links are stackable: one that records or damages wraps another one.
/// A link is used by one caller at a time; <see cref="IAsyncDisposable.DisposeAsync"/> stops what is running.
/// </summary>
/// <remarks>
/// Errors of every command: <see cref="ProtocolErrorException"/> when the device refuses it, <see cref="DeviceTimeoutException"/> when it
/// does not answer, <see cref="DeviceUnavailableException"/> when it is gone.
/// </remarks>
public interface ILink : IAsyncDisposable
{
    /// <summary>HELLO: who the device is.</summary>
    ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default);

    /// <summary>WRITE: stores cells from <paramref name="address"/> on.</summary>
    /// <param name="address">Index of the first cell.</param>
    /// <param name="cells">What to store; not kept after the call.</param>
    /// <param name="cancellationToken">Stops between two frames; cells already sent stay written.</param>
    ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default);

    /// <summary>READ: fetches cells from <paramref name="address"/> on, as many as <paramref name="cells"/> is long.</summary>
    ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default);

    /// <summary>START: begins entry point <paramref name="member"/> of the kernel. Repeating the number of the last job does nothing.</summary>
    /// <param name="member">Index of the entry point.</param>
    /// <param name="job">A number other than that of the job before.</param>
    /// <param name="cancellationToken">Cancels the command, not the job.</param>
    ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default);

    /// <summary>STATUS: answers as soon as no job is running, or else after <paramref name="wait"/>; zero asks for the state now.</summary>
    ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>RESET: stops a running job and brings the kernel back to idle. The memory keeps its content.</summary>
    ValueTask ResetAsync(CancellationToken cancellationToken = default);
}
