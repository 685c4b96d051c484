using Accel.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// Several sessions with the same model, each on a device of its own, as one: work goes to the device that has the most room. When a device
/// is lost, its work is done again elsewhere, once, and it is opened anew, with growing pauses, until it comes back; its model is loaded
/// again then. The pool owns the sessions.
/// </summary>
public sealed class SessionPool : IInferenceSession
{
    private static readonly Func<IInferenceSession, int> _mostInFlight = static session => session.MostInFlight;

    private readonly DevicePool<IInferenceSession> _pool;

    /// <summary>
    /// Makes a pool of sessions that are there. A device that is lost stays so, for the pool does not know how to open it: see
    /// <see cref="OpenAsync(IReadOnlyList{string}, SpikingTransformerModel, PoolOptions?, CancellationToken)"/>.
    /// </summary>
    /// <param name="sessions">At least one, each once.</param>
    /// <exception cref="ArgumentException">There is none, one is null, or one stands twice.</exception>
    public SessionPool(params IReadOnlyList<IInferenceSession> sessions)
        : this([.. Checked(sessions).Select(static (s, i) => new PoolMember<IInferenceSession>(i, s, _mostInFlight, null))],
            new PoolOptions())
    {
    }

    private SessionPool(IReadOnlyList<PoolMember<IInferenceSession>> members, PoolOptions options)
    {
        _pool = new(nameof(SessionPool), members, options) { Logger = options.Logger ?? NullLogger.Instance };

        // One input more than the devices work on, so that a device that gets free finds the next one there.
        MostInFlight = _pool.MostInFlight + 1;
    }

    /// <inheritdoc/>
    public SpikingTransformerModel Model => _pool.First.Model;

    /// <summary>How many inferences all devices work on at once when none is lost, and one that waits.</summary>
    public int MostInFlight { get; }

    /// <summary>Devices that are there.</summary>
    public int Alive => _pool.Alive;

    /// <summary>How each device is doing.</summary>
    public IReadOnlyList<PoolMemberStatus> Members => _pool.Members;

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
        options ??= new PoolOptions();
        return new SessionPool(
            await DevicePool<IInferenceSession>.OpenAsync(openers, _mostInFlight, options, cancellationToken).ConfigureAwait(false),
            options);
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceUnavailableException">All devices are lost and none came back in time, or this input was lost
    /// twice.</exception>
    public ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _pool.RunAsync((session, stop) => session.InferAsync(input, stop), cancellationToken);
    }

    /// <summary>Disposes of the sessions. Whatever is under way or waits ends with <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static IReadOnlyList<IInferenceSession> Checked(IReadOnlyList<IInferenceSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count, nameof(sessions));
        return sessions.Any(static s => s is null) || sessions.Distinct(ReferenceEqualityComparer.Instance).Count() != sessions.Count
            ? throw new ArgumentException("a session is null or stands twice", nameof(sessions))
            : sessions;
    }
}
