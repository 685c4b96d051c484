using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>
/// Several devices as one, whatever they do: work goes to the one that has the most room. When a device is lost, its work is done again
/// elsewhere, once, and it is opened anew, with growing pauses, until it comes back. Owns the sessions.
/// </summary>
internal sealed class DevicePool<TSession> : IAsyncDisposable
    where TSession : class, IAsyncDisposable
{
    private readonly IReadOnlyList<PoolMember<TSession>> _all;
    private readonly PoolMembers<TSession> _members;
    private readonly PoolOptions _options;
    private readonly Lifetime _life;

    /// <param name="name">The pool's class, for the exception after its end.</param>
    /// <param name="members">At least one.</param>
    /// <param name="options">How they are opened again.</param>
    internal DevicePool(string name, IReadOnlyList<PoolMember<TSession>> members, PoolOptions options)
    {
        (_all, _options) = (members, options);
        _members = new PoolMembers<TSession>(name, members, options.ReturnTimeout, options.Time);
        _life = new Lifetime(name, options.Time);
    }

    /// <summary>The first device's session.</summary>
    internal TSession First => _all[0].Session;

    /// <summary>How each device is doing.</summary>
    internal IReadOnlyList<PoolMemberStatus> Members => _members.Status;

    /// <summary>Devices that are there.</summary>
    internal int Alive => Members.Count(static m => m.IsAlive);

    /// <summary>How many pieces of work all devices take at once when none is lost.</summary>
    internal int MostInFlight => _all.Sum(static m => m.MostInFlight);

    /// <summary>Where to tell of lost devices.</summary>
    internal required ILogger Logger { get; init; }

    /// <summary>Opens all members, or none.</summary>
    /// <exception cref="ArgumentException">There is no opener, or an option makes no sense.</exception>
    internal static async ValueTask<IReadOnlyList<PoolMember<TSession>>> OpenAsync(
        IReadOnlyList<Func<CancellationToken, ValueTask<TSession>>> openers, Func<TSession, int> mostInFlight, PoolOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(openers);
        ArgumentOutOfRangeException.ThrowIfZero(openers.Count, nameof(openers));
        options.Require();
        var members = new List<PoolMember<TSession>>();
        try
        {
            foreach (var open in openers)
            {
                members.Add(new(
                    members.Count, await open(cancellationToken).ConfigureAwait(false), mostInFlight, new OpenMember<TSession>(open)));
            }

            return members;
        }
        catch
        {
            await DisposeAllAsync(members).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Does something on a device, and once more on another one where the first is lost.</summary>
    /// <exception cref="DeviceUnavailableException">All devices are lost and none came back in time, or the work was lost
    /// twice.</exception>
    internal ValueTask<TResult> RunAsync<TResult>(
        Func<TSession, CancellationToken, ValueTask<TResult>> work, CancellationToken cancellationToken)
        => _life.RunAsync(stop => RunSomewhereAsync(work, stop), cancellationToken);

    /// <summary>Disposes of the sessions. Whatever is under way or waits ends with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync() => await _life.EndAsync(async () =>
    {
        _members.Dispose();
        await DisposeAllAsync(_all).ConfigureAwait(false);
    }).ConfigureAwait(false);

    private async ValueTask<TResult> RunSomewhereAsync<TResult>(
        Func<TSession, CancellationToken, ValueTask<TResult>> work, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            var lease = await _members.TakeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var result = await work(lease.Session, cancellationToken).ConfigureAwait(false);
                _members.Release(lease, isDone: true);
                return result;
            }
            catch (Exception e) when (IsLoss(e))
            {
                Lose(lease, e);
                if (attempt == 1)
                {
                    throw new DeviceUnavailableException($"a piece of work was lost on two devices; the second said: {e.Message}",
                        (e as AccelException)?.Remedy, e);
                }
            }
            catch
            {
                // The work or the answer is at fault, or the caller has had enough: the device is not.
                _members.Release(lease, isDone: false);
                throw;
            }
        }
    }

    // A session that ended without the pool's doing is lost, too: its device was, while this work was under way beside another one.
    private bool IsLoss(Exception e)
        => e is DeviceUnavailableException or DeviceTimeoutException or ProtocolErrorException
            || (e is ObjectDisposedException && !_life.IsOver);

    private void Lose(PoolLease<TSession> lease, Exception error)
    {
        if (!_members.Lose(lease, error))
        {
            return;
        }

        PoolLog.Lost(Logger, lease.Member.Index, Alive, error.Message);
        if (lease.Member.Open is { } open && !_life.IsOver)
        {
            Late.Forget(_life.RunAsync(stop => ReturnAsync(lease.Member, open, stop), CancellationToken.None).AsTask());
        }
    }

    private async ValueTask ReturnAsync(PoolMember<TSession> member, OpenMember<TSession> open, CancellationToken cancellationToken)
    {
        // Before it is opened again: a port has one owner.
        await CloseAsync(member.Session).ConfigureAwait(false);
        for (var pause = _options.FirstRetry; ; pause = Min(2 * pause, _options.LongestRetry))
        {
            await Task.Delay(pause, _options.Time, cancellationToken).ConfigureAwait(false);
            try
            {
                var session = await open(cancellationToken).ConfigureAwait(false);
                if (!_members.Return(member, session))
                {
                    await CloseAsync(session).ConfigureAwait(false);
                    return;
                }

                PoolLog.Returned(Logger, member.Index, Alive);
                return;
            }
#pragma warning disable CA1031 // Whatever keeps it from opening may be over the next time.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _members.Note(member, e);
                PoolLog.NotReturned(Logger, member.Index, Min(2 * pause, _options.LongestRetry), e.Message);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task CloseAsync(TSession session)
    {
        try
        {
            await session.DisposeAsync().AsTask().WaitAsync(Lifetime.LongestEnd, _options.Time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Of a device that is lost nothing is expected any more.
        catch (Exception e)
#pragma warning restore CA1031
        {
            PoolLog.NotClosed(Logger, e.Message);
        }
    }

    private static async Task DisposeAllAsync(IEnumerable<PoolMember<TSession>> members)
        => await Task.WhenAll(members.Select(static m => Task.Run(() => m.Session.DisposeAsync().AsTask()))).ConfigureAwait(false);
}
