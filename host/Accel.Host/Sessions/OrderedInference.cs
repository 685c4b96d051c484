using System.Runtime.CompilerServices;
using Accel.Models;

namespace Accel.Host;

/// <summary>Several inferences at once over a stream of inputs, with the results in the inputs' order.</summary>
internal static class OrderedInference
{
    private static readonly TimeSpan _longestSource = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Keeps up to <paramref name="mostInFlight"/> inferences under way; a result is given as soon as it is there, also while the next
    /// input is still to come. Inputs are taken only as results are: who stops reading stops it all. When the caller ends it, or one fails,
    /// the others are cancelled and waited for.
    /// </summary>
    internal static async IAsyncEnumerable<Prediction> RunAsync(
        IAsyncEnumerable<NetworkInput> inputs,
        int mostInFlight,
        Func<NetworkInput, CancellationToken, Task<Prediction>> infer,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var running = new Queue<Task<Prediction>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = inputs.GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        bool hasMore = true;
        try
        {
            while (hasMore || running.Count > 0)
            {
                next ??= hasMore && running.Count < mostInFlight ? source.MoveNextAsync().AsTask() : null;
                if (running.TryPeek(out var first) && next is not { IsCompleted: true })
                {
                    await Task.WhenAny(first, next ?? (Task)first).WaitAsync(cancellationToken).ConfigureAwait(false);
                    if (first.IsCompleted)
                    {
                        yield return await running.Dequeue().ConfigureAwait(false);
                    }

                    continue;
                }

                hasMore = await next!.WaitAsync(cancellationToken).ConfigureAwait(false);
                next = null;
                if (hasMore)
                {
                    var inference = infer(source.Current, stop.Token);
                    Late.Forget(inference);
                    running.Enqueue(inference);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).WaitAsync(Lifetime.LongestEnd, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CloseAsync(source, next).ConfigureAwait(false);
        }
    }

    // A source that heeds no token and never gives its next input is left behind: it may not be disposed of meanwhile.
    private static async Task CloseAsync(IAsyncEnumerator<NetworkInput> source, Task<bool>? next)
    {
        if (next is not null)
        {
            await ((Task)next).WaitAsync(_longestSource).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
            {
                Late.Forget(next);
                return;
            }
        }

        await source.DisposeAsync().ConfigureAwait(false);
    }
}
