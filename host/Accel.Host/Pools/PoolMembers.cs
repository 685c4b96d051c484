namespace Accel.Host;

/// <summary>
/// Which devices of a pool have room: work goes to the one with the most, and waits in order where none has any. While no device is left it
/// waits for one to come back, for some time; where none will come back it fails at once.
/// </summary>
internal sealed class PoolMembers<TSession> : IDisposable
    where TSession : class, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<PoolMember<TSession>> _members;
    private readonly LinkedList<TaskCompletionSource<PoolLease<TSession>>> _waiting = [];
    private readonly string _name;
    private readonly TimeSpan _returnTimeout;
    private readonly ITimer _patience;
    private Exception? _lastLoss;
    private bool _isClosed, _isDown;

    /// <param name="name">The pool's class, for the exception.</param>
    /// <param name="members">At least one.</param>
    /// <param name="returnTimeout">How long work waits when all are lost.</param>
    /// <param name="time">The clock of that.</param>
    internal PoolMembers(string name, IReadOnlyList<PoolMember<TSession>> members, TimeSpan returnTimeout, TimeProvider time)
    {
        (_name, _members, _returnTimeout) = (name, members, returnTimeout);
        _patience = time.CreateTimer(_ => GiveUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal IReadOnlyList<PoolMemberStatus> Status
    {
        get
        {
            lock (_lock)
            {
                return [.. _members.Select(static m =>
                    new PoolMemberStatus(m.Index, m.IsAlive, m.InFlight, m.Done, m.Losses, m.LastError?.Message))];
            }
        }
    }

    /// <summary>Waits for a session that has room.</summary>
    /// <exception cref="DeviceUnavailableException">No device is left.</exception>
    internal async ValueTask<PoolLease<TSession>> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<PoolLease<TSession>>> place;
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

            place = _waiting.AddLast(new TaskCompletionSource<PoolLease<TSession>>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var withdrawal = cancellationToken.UnsafeRegister(_ => Withdraw(place, cancellationToken), null).ConfigureAwait(false);
        return await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>The work is over, done or not; the device is not at fault.</summary>
    internal void Release(PoolLease<TSession> lease, bool isDone)
    {
        lock (_lock)
        {
            // Of a device that was lost meanwhile nothing is under way any more.
            if (lease.Member.IsAlive && ReferenceEquals(lease.Session, lease.Member.Session))
            {
                lease.Member.InFlight--;
            }

            lease.Member.Done += isDone ? 1 : 0;
            Serve();
        }
    }

    /// <summary>The device is lost.</summary>
    /// <returns>Whether nobody knew.</returns>
    internal bool Lose(PoolLease<TSession> lease, Exception error)
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
    internal void Note(PoolMember<TSession> member, Exception error)
    {
        lock (_lock)
        {
            (member.LastError, _lastLoss) = (error, error);
        }
    }

    /// <summary>The device has come back.</summary>
    /// <returns>False when the pool was closed meanwhile: then the session is the caller's still.</returns>
    internal bool Return(PoolMember<TSession> member, TSession session)
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

    private void Withdraw(LinkedListNode<TaskCompletionSource<PoolLease<TSession>>> place, CancellationToken cancellationToken)
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

    private PoolLease<TSession>? TryLease()
    {
        var member = _members.Where(static m => m.IsAlive && m.InFlight < m.MostInFlight)
            .MinBy(static m => (double)m.InFlight / m.MostInFlight);
        if (member is null)
        {
            return null;
        }

        member.InFlight++;
        return new PoolLease<TSession>(member, member.Session);
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

    private ObjectDisposedException Closed() => new(_name);
}
