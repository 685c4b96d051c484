namespace Accel.Host;

/// <summary>
/// Room for some at once; further ones wait, in order. A wait ends with its turn, with its token, or when the queue is closed: unlike those
/// of <see cref="SemaphoreSlim"/>, which stay for ever when it is disposed of.
/// </summary>
/// <param name="name">The class of the object whose room it is, for the exception.</param>
/// <param name="room">How many have room, at least 1.</param>
internal sealed class TurnQueue(string name, int room)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private int _free = room;
    private bool _isClosed;

    /// <summary>Waits for room.</summary>
    /// <param name="count">How much of it: more than one for who must be alone.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    /// <exception cref="ObjectDisposedException">The queue was closed.</exception>
    internal async ValueTask<Turn> TakeAsync(int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> place;
        lock (_lock)
        {
            if (_isClosed)
            {
                throw Closed();
            }

            if (_waiting.Count == 0 && _free >= count)
            {
                _free -= count;
                return new Turn(this, count);
            }

            place = _waiting.AddLast(new Waiter(count));
        }

        await using var withdrawal = cancellationToken.UnsafeRegister(_ => Withdraw(place, cancellationToken), null).ConfigureAwait(false);
        await place.Value.Came.Task.ConfigureAwait(false);
        return new Turn(this, count);
    }

    /// <summary>Ends all waits, those under way and those to come. Turns that are taken stay so until their end.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var waiter in _waiting)
            {
                waiter.Came.SetException(Closed());
            }

            _waiting.Clear();
        }
    }

    private ObjectDisposedException Closed() => new(name);

    private void Release(int count)
    {
        lock (_lock)
        {
            _free += count;
            Serve();
        }
    }

    private void Withdraw(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Who has got its turn in the meantime keeps it.
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.Came.SetCanceled(cancellationToken);
                Serve();
            }
        }
    }

    private void Serve()
    {
        while (_waiting.First is { } first && first.Value.Count <= _free)
        {
            _free -= first.Value.Count;
            _waiting.RemoveFirst();
            first.Value.Came.SetResult();
        }
    }

    private sealed record Waiter(int Count)
    {
        internal TaskCompletionSource Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A turn; over when it is disposed of, once.</summary>
    internal readonly struct Turn(TurnQueue queue, int count) : IDisposable
    {
        public void Dispose() => queue.Release(count);
    }
}
