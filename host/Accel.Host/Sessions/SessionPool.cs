using Accel.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// Several sessions with the same model, each on a device of its own, as one: work goes to the device that has the most room. When a device
/// is lost, its work is done again elsewhere, once, and it is opened anew, with growing pauses, until it comes back; its model is loaded
/// again then. The pool owns the sessions.
/// </summary>
public sealed partial class SessionPool : IInferenceSession
{
    private readonly IReadOnlyList<PoolMember> _all;
    private readonly PoolMembers _members;
    private readonly PoolOptions _options;
    private readonly Lifetime _life;

    /// <summary>
    /// Makes a pool of sessions that are there. A device that is lost stays so, for the pool does not know how to open it: see
    /// <see cref="OpenAsync(IReadOnlyList{string}, SpikingTransformerModel, PoolOptions?, CancellationToken)"/>.
    /// </summary>
    /// <param name="sessions">At least one, each once.</param>
    /// <exception cref="ArgumentException">There is none, one is null, or one stands twice.</exception>
    public SessionPool(params IReadOnlyList<IInferenceSession> sessions)
        : this([.. Checked(sessions).Select(static (s, i) => new PoolMember(i, s, null))], new PoolOptions())
    {
    }

    private SessionPool(IReadOnlyList<PoolMember> members, PoolOptions options)
    {
        (_all, _options) = (members, options);
        _members = new PoolMembers(members, options.ReturnTimeout, options.Time);
        _life = new Lifetime(nameof(SessionPool), options.Time);
        Logger = options.Logger ?? NullLogger.Instance;

        // One input more than the devices work on, so that a device that gets free finds the next one there.
        MostInFlight = members.Sum(static m => m.Session.MostInFlight) + 1;
    }

    /// <inheritdoc/>
    public SpikingTransformerModel Model => _all[0].Session.Model;

    /// <summary>How many inferences all devices work on at once when none is lost, and one that waits.</summary>
    public int MostInFlight { get; }

    /// <summary>Devices that are there.</summary>
    public int Alive => Members.Count(static m => m.IsAlive);

    /// <summary>How each device is doing.</summary>
    public IReadOnlyList<PoolMemberStatus> Members => _members.Status;

    /// <summary>Where to tell of lost devices.</summary>
    public ILogger Logger { get; init; }

    /// <summary>Opens devices and loads a model into each; all of them, or none.</summary>
    /// <param name="addresses">At least one, such as <c>serial:/dev/ttyUSB1</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="ArgumentException">There is no address, or an option makes no sense.</exception>
    /// <exception cref="AccelException">A device does not open, or the model does not fit it.</exception>
    public static ValueTask<SessionPool> OpenAsync(
        IReadOnlyList<string> addresses, SpikingTransformerModel model, PoolOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new PoolOptions();
        return OpenAsync(
            [.. addresses.Select(a => (Func<CancellationToken, ValueTask<IInferenceSession>>)(stop =>
                DeviceSession.OpenAsync(a, model, options, stop)))],
            options,
            cancellationToken);
    }

    /// <summary>The same with sessions of the caller's making, for instance verifying ones.</summary>
    /// <param name="openers">Each opens a device and loads the model: now, and again when it was lost. What it returns owns all that it
    /// needs.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="ArgumentException">There is no opener, or an option makes no sense.</exception>
    public static async ValueTask<SessionPool> OpenAsync(
        IReadOnlyList<Func<CancellationToken, ValueTask<IInferenceSession>>> openers, PoolOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(openers);
        ArgumentOutOfRangeException.ThrowIfZero(openers.Count, nameof(openers));
        options ??= new PoolOptions();
        options.Require();
        var members = new List<PoolMember>();
        try
        {
            foreach (var open in openers)
            {
                members.Add(new PoolMember(members.Count, await open(cancellationToken).ConfigureAwait(false), new OpenMember(open)));
            }

            return new SessionPool(members, options);
        }
        catch
        {
            await DisposeAllAsync(members).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceUnavailableException">All devices are lost and none came back in time, or this input was lost
    /// twice.</exception>
    public ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _life.RunAsync(stop => InferSomewhereAsync(input, stop), cancellationToken);
    }

    /// <summary>Disposes of the sessions. Whatever is under way or waits ends with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync() => await _life.EndAsync(async () =>
    {
        _members.Dispose();
        await DisposeAllAsync(_all).ConfigureAwait(false);
    }).ConfigureAwait(false);

    private async ValueTask<Prediction> InferSomewhereAsync(NetworkInput input, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            var lease = await _members.TakeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var prediction = await lease.Session.InferAsync(input, cancellationToken).ConfigureAwait(false);
                _members.Release(lease, isDone: true);
                return prediction;
            }
            catch (Exception e) when (IsLoss(e))
            {
                Lose(lease, e);
                if (attempt == 1)
                {
                    throw new DeviceUnavailableException($"an input was lost on two devices; the second said: {e.Message}",
                        (e as AccelException)?.Remedy, e);
                }
            }
            catch
            {
                // The input or the answer is at fault, or the caller has had enough: the device is not.
                _members.Release(lease, isDone: false);
                throw;
            }
        }
    }

    // A session that ended without the pool's doing is lost, too: its device was, while this input was under way beside another one.
    private bool IsLoss(Exception e)
        => e is DeviceUnavailableException or DeviceTimeoutException or ProtocolErrorException
            || (e is ObjectDisposedException && !_life.IsOver);

    private void Lose(PoolLease lease, Exception error)
    {
        if (!_members.Lose(lease, error))
        {
            return;
        }

        LogLost(Logger, lease.Member.Index, Alive, error.Message);
        if (lease.Member.Open is { } open && !_life.IsOver)
        {
            Late.Forget(_life.RunAsync(stop => ReturnAsync(lease.Member, open, stop), CancellationToken.None).AsTask());
        }
    }

    private async ValueTask ReturnAsync(PoolMember member, OpenMember open, CancellationToken cancellationToken)
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

                LogReturned(Logger, member.Index, Alive);
                return;
            }
#pragma warning disable CA1031 // Whatever keeps it from opening may be over the next time.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _members.Note(member, e);
                LogNotReturned(Logger, member.Index, Min(2 * pause, _options.LongestRetry), e.Message);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task CloseAsync(IInferenceSession session)
    {
        try
        {
            await session.DisposeAsync().AsTask().WaitAsync(Lifetime.LongestEnd, _options.Time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Of a device that is lost nothing is expected any more.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotClosed(Logger, e.Message);
        }
    }

    private static async Task DisposeAllAsync(IEnumerable<PoolMember> members)
        => await Task.WhenAll(members.Select(static m => Task.Run(() => m.Session.DisposeAsync().AsTask()))).ConfigureAwait(false);

    private static IReadOnlyList<IInferenceSession> Checked(IReadOnlyList<IInferenceSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count, nameof(sessions));
        return sessions.Any(static s => s is null) || sessions.Distinct(ReferenceEqualityComparer.Instance).Count() != sessions.Count
            ? throw new ArgumentException("a session is null or stands twice", nameof(sessions))
            : sessions;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "device {Index} of the pool is lost, {Alive} are left; its work is done again elsewhere: {Reason}")]
    private static partial void LogLost(ILogger logger, int index, int alive, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "device {Index} of the pool is back; {Alive} are there")]
    private static partial void LogReturned(ILogger logger, int index, int alive);

    [LoggerMessage(Level = LogLevel.Warning, Message = "device {Index} of the pool does not open, the next try is in {Pause}: {Reason}")]
    private static partial void LogNotReturned(ILogger logger, int index, TimeSpan pause, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a lost device could not be closed: {Reason}")]
    private static partial void LogNotClosed(ILogger logger, string reason);
}
