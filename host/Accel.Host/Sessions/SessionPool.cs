using System.Threading.Channels;
using Accel.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// Several sessions with the same model, each on a device of its own: work goes to one that has room. When a device is lost, its work is
/// done again elsewhere, once. It owns the sessions.
/// </summary>
public sealed partial class SessionPool : IAsyncDisposable
{
    private readonly IReadOnlyList<IInferenceSession> _sessions;
    private readonly Channel<IInferenceSession> _free = Channel.CreateUnbounded<IInferenceSession>();
    private readonly HashSet<IInferenceSession> _lost = [];
    private AccelException? _lastLoss;

    /// <summary>Makes a pool.</summary>
    /// <param name="sessions">At least one.</param>
    public SessionPool(params IReadOnlyList<IInferenceSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count);
        _sessions = sessions;

        // Round by round, so that no device has two inputs while another one has none.
        for (int round = 0; round < sessions.Max(static s => s.MostInFlight); round++)
        {
            foreach (var session in sessions.Where(s => round < s.MostInFlight))
            {
                _free.Writer.TryWrite(session);
            }
        }
    }

    /// <summary>Sessions whose device is still there.</summary>
    public int Alive
    {
        get
        {
            lock (_lost)
            {
                return _sessions.Count - _lost.Count;
            }
        }
    }

    /// <summary>Where to tell of lost devices.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// Infers inputs on all devices at once; results come in the order of the inputs. At most one input more is held than the devices work on.
    /// </summary>
    /// <exception cref="DeviceUnavailableException">All devices are lost, or one input was lost twice.</exception>
    public IAsyncEnumerable<Prediction> InferManyAsync(IAsyncEnumerable<NetworkInput> inputs, CancellationToken cancellationToken = default)
        => OrderedInference.RunAsync(inputs, _sessions.Sum(static s => s.MostInFlight) + 1, InferSomewhereAsync, cancellationToken);

    /// <inheritdoc cref="InferManyAsync(IAsyncEnumerable{NetworkInput}, CancellationToken)"/>
    public IAsyncEnumerable<Prediction> InferManyAsync(IEnumerable<NetworkInput> inputs, CancellationToken cancellationToken = default)
        => InferManyAsync(inputs.ToAsyncEnumerable(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Prediction> InferSomewhereAsync(NetworkInput input, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            var session = await TakeFreeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var prediction = await session.InferAsync(input, cancellationToken).ConfigureAwait(false);
                _free.Writer.TryWrite(session);
                return prediction;
            }
            catch (AccelException e) when (e is DeviceUnavailableException or DeviceTimeoutException or ProtocolErrorException)
            {
                Lose(session, e);
                if (attempt == 1)
                {
                    throw new DeviceUnavailableException($"an input was lost on two devices; the second said: {e.Message}", e.Remedy, e);
                }
            }
            catch
            {
                // The input or the answer is at fault, or the caller has had enough: the device is not.
                _free.Writer.TryWrite(session);
                throw;
            }
        }
    }

    private void Lose(IInferenceSession session, AccelException error)
    {
        lock (_lost)
        {
            if (!_lost.Add(session))
            {
                return;
            }

            _lastLoss = error;
            if (_lost.Count == _sessions.Count)
            {
                _free.Writer.TryComplete();
            }
        }

        LogLost(Logger, _sessions.Index().First(s => s.Item == session).Index, Alive, error.Message);
    }

    private async ValueTask<IInferenceSession> TakeFreeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var session = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                lock (_lost)
                {
                    if (!_lost.Contains(session))
                    {
                        return session;
                    }
                }
            }
        }
        catch (ChannelClosedException e)
        {
            throw new DeviceUnavailableException($"all {_sessions.Count} devices are lost; the last said: {_lastLoss?.Message}", _lastLoss?.Remedy, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "device {Index} of the pool is lost, {Alive} are left; its work is done again elsewhere: {Reason}")]
    private static partial void LogLost(ILogger logger, int index, int alive, string reason);
}
