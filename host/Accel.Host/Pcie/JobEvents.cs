namespace Accel.Host.Pcie;

/// <summary>Waits for the interrupt at a job's end, through the <c>_events</c> file, or by asking again where there is none.</summary>
internal sealed class JobEvents(IDeviceFile? file, TimeSpan longestCall) : IDisposable
{
    // So long may a cancellation wait for a thread that waits for the device.
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(0.5);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(16);

    private readonly DriverThread? _thread = file is null ? null : new DriverThread(file.Path, longestCall, file.Dispose);

    /// <summary>Whether interrupts are of use.</summary>
    internal bool HasInterrupts => file is not null;

    /// <summary>Returns when an interrupt may have come, at the latest after some time: the state is to be looked at again.</summary>
    /// <param name="attempt">How often it was looked at for this job.</param>
    /// <param name="most">At most so long.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    internal async ValueTask WaitAsync(int attempt, TimeSpan most, CancellationToken cancellationToken)
    {
        if (_thread is not null)
        {
            await _thread.RunAsync(_ => Wait(Min(most, _slice)), cancellationToken).ConfigureAwait(false);
            return;
        }

        var pause = TimeSpan.FromMilliseconds(_firstPause.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 10)));
        await Task.Delay(Min(Min(pause, _longestPause), most), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _thread?.Dispose();

    private int Wait(TimeSpan most)
    {
        int result = file!.WaitReadable(most);
        if (result > 0)
        {
            // The driver's counter of events; reading it takes them.
            Span<byte> events = stackalloc byte[sizeof(uint)];
            result = file.Read(events, 0);
        }

        if (result < 0 && !DeviceFileError.IsInterrupted(result))
        {
            throw DeviceFileError.ToException(result, $"wait for an event of {file.Path}");
        }

        return result;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
