using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accel.Models;

namespace Accel.Host;

/// <summary>
/// Several sessions with the same model, each on a device of its own: work goes to an idle one. When a device is lost, its work is
/// done again elsewhere, once. It owns the sessions.
/// </summary>
public sealed class SessionPool : IAsyncDisposable
{
    private readonly IReadOnlyList<IInferenceSession> _sessions;
    private readonly Channel<IInferenceSession> _idle = Channel.CreateUnbounded<IInferenceSession>();
    private int _alive;
    private AccelException? _lastLoss;

    /// <summary>Makes a pool.</summary>
    /// <param name="sessions">At least one.</param>
    public SessionPool(params IReadOnlyList<IInferenceSession> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count);
        _sessions = sessions;
        _alive = sessions.Count;
        foreach (var session in sessions)
        {
            _idle.Writer.TryWrite(session);
        }
    }

    /// <summary>Sessions whose device is still there.</summary>
    public int Alive => Volatile.Read(ref _alive);

    /// <summary>Infers inputs on all devices at once; results come in the order of the inputs. At most two inputs a device are held.</summary>
    /// <exception cref="DeviceUnavailableException">All devices are lost, or one input was lost twice.</exception>
    public async IAsyncEnumerable<Prediction> InferManyAsync(
        IAsyncEnumerable<NetworkInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var running = new Queue<Task<Prediction>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                running.Enqueue(InferSomewhereAsync(input, stop.Token));
                if (running.Count >= 2 * _sessions.Count)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }
            }

            while (running.Count > 0)
            {
                yield return await running.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

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
            var session = await TakeIdleAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var prediction = await session.InferAsync(input, cancellationToken).ConfigureAwait(false);
                _idle.Writer.TryWrite(session);
                return prediction;
            }
            catch (AccelException e) when (e is DeviceUnavailableException or DeviceTimeoutException or ProtocolErrorException)
            {
                _lastLoss = e;
                if (Interlocked.Decrement(ref _alive) == 0)
                {
                    _idle.Writer.TryComplete();
                }

                if (attempt == 1)
                {
                    throw new DeviceUnavailableException($"an input was lost on two devices; the second said: {e.Message}", e.Remedy, e);
                }
            }
            catch
            {
                // The input or the answer is at fault, or the caller has had enough: the device is not.
                _idle.Writer.TryWrite(session);
                throw;
            }
        }
    }

    private async ValueTask<IInferenceSession> TakeIdleAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new DeviceUnavailableException($"all {_sessions.Count} devices are lost; the last said: {_lastLoss?.Message}", _lastLoss?.Remedy, e);
        }
    }
}
