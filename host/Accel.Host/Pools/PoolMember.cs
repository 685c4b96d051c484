namespace Accel.Host;

/// <summary>Opens a session of a pool: a device with all that it needs.</summary>
internal delegate ValueTask<TSession> OpenMember<TSession>(CancellationToken cancellationToken);

/// <summary>One device of a pool. Its state is kept by <see cref="PoolMembers{TSession}"/>.</summary>
internal sealed class PoolMember<TSession>(int index, TSession session, Func<TSession, int> mostInFlight, OpenMember<TSession>? open)
    where TSession : class, IAsyncDisposable
{
    internal int Index { get; } = index;

    /// <summary>How it is opened again; null where nobody knows.</summary>
    internal OpenMember<TSession>? Open { get; } = open;

    /// <summary>The latest session.</summary>
    internal TSession Session { get; set; } = session;

    /// <summary>How many pieces of work it takes at once.</summary>
    internal int MostInFlight => mostInFlight(Session);

    internal bool IsAlive { get; set; } = true;

    internal int InFlight { get; set; }

    internal long Done { get; set; }

    internal int Losses { get; set; }

    internal Exception? LastError { get; set; }
}

/// <summary>A session that works on something.</summary>
internal sealed record PoolLease<TSession>(PoolMember<TSession> Member, TSession Session)
    where TSession : class, IAsyncDisposable;
