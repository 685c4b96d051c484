namespace Accel.Host.Simulation.Pcie;

/// <summary>One direction of the emulated bridge: transfers in their order, each as long as its bytes take on the link.</summary>
/// <param name="kind">The direction.</param>
/// <param name="bytesPerCycle">What the link moves in a cycle.</param>
/// <param name="note">Told of each transfer that has ended, before who waits for it.</param>
internal sealed class DmaEngine(TimelineKind kind, double bytesPerCycle, Action<TimelineSpan> note)
{
    private readonly Queue<DmaTransfer> _waiting = new();
    private DmaTransfer? _current;
    private long _begin;
    private long _end;

    internal bool IsBusy => _current is not null;

    /// <summary>The cycle in which the current transfer is over.</summary>
    internal long End => _end;

    internal void Add(DmaTransfer transfer, long now)
    {
        _waiting.Enqueue(transfer);
        Next(now);
    }

    /// <summary>Ends the transfers whose time has come.</summary>
    internal void Advance(long now)
    {
        while (_current is { } current && now >= _end)
        {
            current.Move();
            note(new TimelineSpan(kind, _begin, _end, current.Bytes, current.Address));
            _current = null;

            // What waits follows at once, also when the clock was looked at late.
            Next(_end);
            current.End();
        }
    }

    /// <summary>Fails what is under way and what waits.</summary>
    internal void Abandon()
    {
        for (Next(0); _current is { } transfer; Next(0))
        {
            transfer.Abandon();
            _current = null;
        }
    }

    private void Next(long now)
    {
        if (_current is null && _waiting.TryDequeue(out var next))
        {
            (_current, _begin, _end) = (next, now, now + Math.Max(1, (long)Math.Ceiling(next.Bytes / bytesPerCycle)));
        }
    }
}

/// <summary>A transfer that a thread waits for.</summary>
/// <param name="address">First byte in the device's memory.</param>
/// <param name="bytes">How many.</param>
/// <param name="move">Moves them, when their time is over.</param>
internal sealed class DmaTransfer(long address, int bytes, Action move)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal long Address { get; } = address;

    internal int Bytes { get; } = bytes;

    internal Task Done => _done.Task;

    internal void Move() => move();

    internal void End() => _done.SetResult();

    internal void Abandon() => _done.TrySetCanceled();
}
