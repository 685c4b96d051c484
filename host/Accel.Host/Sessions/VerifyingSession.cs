using Accel.Golden;
using Accel.Models;

namespace Accel.Host;

/// <summary>
/// A session that also runs the golden model, at the same time, and throws when the device's answer differs: in every tensor when the
/// session under it was loaded with a trace, else in the logits. It owns that session.
/// </summary>
public sealed class VerifyingSession(IInferenceSession inner) : IInferenceSession
{
    private long _tensorsCompared;

    /// <inheritdoc/>
    public SpikingTransformerModel Model => inner.Model;

    /// <summary>Tensors that were compared so far.</summary>
    public long TensorsCompared => Interlocked.Read(ref _tensorsCompared);

    /// <inheritdoc/>
    /// <exception cref="ResultMismatchException">A value differs.</exception>
    public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        var golden = Task.Run(() => GoldenModel.Run(inner.Model, input), cancellationToken);
        Prediction prediction;
        try
        {
            prediction = await inner.InferAsync(input, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The device's error is the one to report; the golden model's must not go unobserved.
            await ((Task)golden).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var expected = await golden.ConfigureAwait(false);
        if (prediction.Tensors.Count > 0)
        {
            var comparison = TensorComparison.Compare(expected.Tensors, prediction.Tensors);
            Interlocked.Add(ref _tensorsCompared, comparison.Compared);
            if (comparison.Differences is [var first, ..])
            {
                throw new ResultMismatchException(first.Layer, first.Index, first.Expected, first.Actual);
            }
        }

        Interlocked.Increment(ref _tensorsCompared);
        for (int i = 0; i < expected.Logits.Length; i++)
        {
            if (expected.Logits[i] != prediction.Logits[i])
            {
                throw new ResultMismatchException("logits", [i], expected.Logits[i], prediction.Logits[i]);
            }
        }

        return expected.Class == prediction.Class
            ? prediction
            : throw new ResultMismatchException("class", [], expected.Class, prediction.Class);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
