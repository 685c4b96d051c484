namespace Accel.Host;

/// <summary>Opens a device and loads the pool's model into it.</summary>
internal delegate ValueTask<IInferenceSession> OpenMember(CancellationToken cancellationToken);

/// <summary>One device of a pool. Its state is kept by <see cref="PoolMembers"/>.</summary>
internal sealed class PoolMember(int index, IInferenceSession session, OpenMember? open)
{
    internal int Index { get; } = index;

    /// <summary>How it is opened again; null where nobody knows.</summary>
    internal OpenMember? Open { get; } = open;

    /// <summary>The latest session.</summary>
    internal IInferenceSession Session { get; set; } = session;

    internal bool IsAlive { get; set; } = true;

    internal int InFlight { get; set; }

    internal long Inferred { get; set; }

    internal int Losses { get; set; }

    internal Exception? LastError { get; set; }
}

/// <summary>A session that works on an input.</summary>
internal sealed record PoolLease(PoolMember Member, IInferenceSession Session);

/// <summary>
/// Which devices of a pool have room: work goes to the one with the most, and waits in order where none has any. While no device is left it
/// waits for one to come back, for some time; where none will come back it fails at once.
/// </summary>
internal sealed class PoolMembers : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<PoolMember> _members;
    private readonly LinkedList<TaskCompletionSource<PoolLease>> _waiting = [];
    private readonly TimeSpan _returnTimeout;
    private readonly ITimer _patience;
    private Exception? _lastLoss;
    private bool _isClosed, _isDown;

    internal PoolMembers(IReadOnlyList<PoolMember> members, TimeSpan returnTimeout, TimeProvider time)
    {
        (_members, _returnTimeout) = (members, returnTimeout);
        _patience = time.CreateTimer(_ => GiveUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal IReadOnlyList<PoolMemberStatus> Status
    {
        get
        {
            lock (_lock)
            {
                return [.. _members.Select(static m =>
                    new PoolMemberStatus(m.Index, m.IsAlive, m.InFlight, m.Inferred, m.Losses, m.LastError?.Message))];
            }
        }
    }

    /// <summary>Waits for a session that has room.</summary>
    /// <exception cref="DeviceUnavailableException">No device is left.</exception>
    internal async ValueTask<PoolLease> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<PoolLease>> place;
        lock (_lock)
        {
            if (_isClosed)
            {
                throw Closed();
            }

            if (_isDown)
            {
                throw AllLost();
            }

            if (_waiting.Count == 0 && TryLease() is { } lease)
            {
                return lease;
            }

            place = _waiting.AddLast(new TaskCompletionSource<PoolLease>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var withdrawal = cancellationToken.UnsafeRegister(_ => Withdraw(place, cancellationToken), null).ConfigureAwait(false);
        return await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>The work is over, done or not; the device is not at fault.</summary>
    internal void Release(PoolLease lease, bool isDone)
    {
        lock (_lock)
        {
            // Of a device that was lost meanwhile nothing is under way any more.
            if (lease.Member.IsAlive && ReferenceEquals(lease.Session, lease.Member.Session))
            {
                lease.Member.InFlight--;
            }

            lease.Member.Inferred += isDone ? 1 : 0;
            Serve();
        }
    }

    /// <summary>The device is lost.</summary>
    /// <returns>Whether nobody knew.</returns>
    internal bool Lose(PoolLease lease, Exception error)
    {
        lock (_lock)
        {
            var member = lease.Member;
            if (!member.IsAlive || !ReferenceEquals(lease.Session, member.Session))
            {
                return false;
            }

            (member.IsAlive, member.InFlight, member.LastError, _lastLoss) = (false, 0, error, error);
            member.Losses++;
            if (_members.All(static m => !m.IsAlive))
            {
                if (_members.All(static m => m.Open is null))
                {
                    Fail(AllLost);
                    _isDown = true;
                }
                else
                {
                    _patience.Change(_returnTimeout, Timeout.InfiniteTimeSpan);
                }
            }

            return true;
        }
    }

    /// <summary>It could not be opened again, so far.</summary>
    internal void Note(PoolMember member, Exception error)
    {
        lock (_lock)
        {
            (member.LastError, _lastLoss) = (error, error);
        }
    }

    /// <summary>The device has come back.</summary>
    /// <returns>False when the pool was closed meanwhile: then the session is the caller's still.</returns>
    internal bool Return(PoolMember member, IInferenceSession session)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            (member.Session, member.InFlight, member.IsAlive, _isDown) = (session, 0, true, false);
            _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Serve();
            return true;
        }
    }

    /// <summary>Ends all waits, those under way and those to come.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            Fail(Closed);
        }

        _patience.Dispose();
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            if (!_isClosed && _members.All(static m => !m.IsAlive))
            {
                _isDown = true;
                Fail(AllLost);
            }
        }
    }

    private void Withdraw(LinkedListNode<TaskCompletionSource<PoolLease>> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.SetCanceled(cancellationToken);
            }
        }
    }

    private void Serve()
    {
        while (_waiting.First is { } first && TryLease() is { } lease)
        {
            _waiting.RemoveFirst();
            first.Value.SetResult(lease);
        }
    }

    private PoolLease? TryLease()
    {
        var member = _members.Where(static m => m.IsAlive && m.InFlight < m.Session.MostInFlight)
            .MinBy(static m => (double)m.InFlight / m.Session.MostInFlight);
        if (member is null)
        {
            return null;
        }

        member.InFlight++;
        return new PoolLease(member, member.Session);
    }

    private void Fail(Func<Exception> why)
    {
        foreach (var waiting in _waiting)
        {
            waiting.SetException(why());
        }

        _waiting.Clear();
    }

    private DeviceUnavailableException AllLost()
        => new($"all {_members.Count} devices are lost; the last said: {_lastLoss?.Message}", (_lastLoss as AccelException)?.Remedy,
            _lastLoss);

    private static ObjectDisposedException Closed() => new(nameof(SessionPool));
}
