namespace Accel.Host;

/// <summary>
/// The command set of a device, over whatever connects it: HELLO, WRITE, READ, START, STATUS, RESET on memory cells of 32 bits.
/// Every command may be repeated without harm. Links are stackable: one that records or damages wraps another one.
/// Calls may overlap, from any threads: WRITE, READ and STATUS go on while others are under way. A call sees the effect of all calls that
/// were awaited before it began; of calls that overlap, nobody knows which comes first. <see cref="IAsyncDisposable.DisposeAsync"/> stops
/// what is running: calls under way end with <see cref="ObjectDisposedException"/>, or with success where they were through.
/// </summary>
/// <remarks>
/// Errors of every command: <see cref="ProtocolErrorException"/> when the device refuses it, <see cref="DeviceTimeoutException"/> when it
/// does not answer, <see cref="DeviceUnavailableException"/> when it is gone or was reset, <see cref="InvalidOperationException"/> for a
/// command before the first HELLO where the link must know the device, <see cref="ObjectDisposedException"/> after the link's end.
/// </remarks>
public interface ILink : IAsyncDisposable
{
    /// <summary>
    /// HELLO: who the device is. It comes before all other commands, and begins a session: a device that was reset since refuses the others
    /// with <see cref="DeviceUnavailableException"/> until it is greeted again.
    /// </summary>
    ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default);

    /// <summary>WRITE: stores cells from <paramref name="address"/> on.</summary>
    /// <param name="address">Index of the first cell.</param>
    /// <param name="cells">What to store; not kept after the call, and not to be changed before its end.</param>
    /// <param name="cancellationToken">Stops between two frames; cells already sent stay written. The link stays usable.</param>
    ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default);

    /// <summary>
    /// READ: fetches cells from <paramref name="address"/> on, as many as <paramref name="cells"/> is long. After the call's end, however
    /// it ends, nothing is written there any more.
    /// </summary>
    ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default);

    /// <summary>
    /// START: begins entry point <paramref name="member"/> of the kernel. Repeating the number of the last job does nothing.
    /// </summary>
    /// <param name="member">Index of the entry point.</param>
    /// <param name="job">A number other than that of the job before, and not 0.</param>
    /// <param name="cancellationToken">Cancels the command, not the job.</param>
    ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default);

    /// <summary>STATUS: answers as soon as no job is running, or else after <paramref name="wait"/>; zero asks for the state now.</summary>
    /// <param name="wait">Not negative.</param>
    /// <param name="cancellationToken">Stops the wait, not the job.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="wait"/> is negative.</exception>
    ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>RESET: stops a running job and brings the kernel back to idle. The memory keeps its content.</summary>
    ValueTask ResetAsync(CancellationToken cancellationToken = default);
}
