using System.Runtime.CompilerServices;
using Accel.Models;

namespace Accel.Host;

/// <summary>Several inferences at once over a stream of inputs, with the results in the inputs' order.</summary>
internal static class OrderedInference
{
    /// <summary>Keeps up to <paramref name="mostInFlight"/> inferences under way. When the caller stops, or one fails, the others are cancelled and waited for.</summary>
    internal static async IAsyncEnumerable<Prediction> RunAsync(
        IAsyncEnumerable<NetworkInput> inputs,
        int mostInFlight,
        Func<NetworkInput, CancellationToken, Task<Prediction>> infer,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var running = new Queue<Task<Prediction>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                running.Enqueue(infer(input, stop.Token));
                if (running.Count >= mostInFlight)
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
}
