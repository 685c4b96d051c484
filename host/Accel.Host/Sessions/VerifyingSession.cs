using Accel.Golden;
using Accel.Models;

namespace Accel.Host;

/// <summary>A device's answer beside the golden model's.</summary>
/// <param name="Prediction">What the device says.</param>
/// <param name="Golden">What the golden model says.</param>
/// <param name="Comparison">Where they differ: in every tensor when the session was loaded with a trace, else in the logits; and in the
/// class.</param>
public sealed record VerifiedPrediction(Prediction Prediction, GoldenResult Golden, TensorComparison Comparison);

/// <summary>
/// A session that also runs the golden model, at the same time, and throws when the device's answer differs: in every tensor when the
/// session under it was loaded with a trace, else in the logits. It owns that session.
/// </summary>
public sealed class VerifyingSession : IInferenceSession
{
    private readonly IInferenceSession _inner;
    private readonly Lazy<GoldenModel> _golden;
    private readonly Lifetime _life = new(nameof(VerifyingSession));

    /// <summary>Puts the golden model beside a session.</summary>
    /// <param name="inner">The session; owned from now on.</param>
    public VerifyingSession(IInferenceSession inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _golden = new Lazy<GoldenModel>(() => new GoldenModel(inner.Model));
    }

    /// <inheritdoc/>
    public SpikingTransformerModel Model => _inner.Model;

    /// <inheritdoc/>
    public int MostInFlight => _inner.MostInFlight;

    /// <inheritdoc/>
    /// <exception cref="ResultMismatchException">A value differs.</exception>
    /// <exception cref="GoldenRangeException">A value is wider than the golden model's integers.</exception>
    public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        var verified = await CompareAsync(input, cancellationToken).ConfigureAwait(false);
        return verified.Comparison.Differences is [var first, ..]
            ? throw new ResultMismatchException(first.Layer, first.Index, first.Expected, first.Actual)
            : verified.Prediction;
    }

    /// <summary>Infers one input and tells every tensor that differs, in place of throwing at the first.</summary>
    /// <inheritdoc cref="IInferenceSession.InferAsync"/>
    public ValueTask<VerifiedPrediction> CompareAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _life.RunAsync(stop => CompareBothAsync(input, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _life.EndAsync(_inner.DisposeAsync).ConfigureAwait(false);

    private async ValueTask<VerifiedPrediction> CompareBothAsync(NetworkInput input, CancellationToken cancellationToken)
    {
        var golden = Task.Run(() => _golden.Value.Run(input), cancellationToken);
        Prediction prediction;
        try
        {
            prediction = await _inner.InferAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The device's error is the one to report, at once; nobody waits for the golden model any more.
            Late.Forget(golden);
            throw;
        }

        var expected = await golden.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool traced = prediction.Tensors.Count > 0;
        var comparison = TensorComparison.Compare(
            [.. traced ? expected.Tensors : [Logits(expected.Logits)], Class(expected.Class)],
            [.. traced ? prediction.Tensors : [Logits(prediction.Logits)], Class(prediction.Class)]);
        return new VerifiedPrediction(prediction, expected, comparison);
    }

    // A device's logits are 32-bit cells, and the golden model hands out no wider tensors.
    private static NamedTensor Logits(IReadOnlyCollection<long> logits)
        => new("logits", [logits.Count], [.. logits.Select(static l => (int)l)]);

    private static NamedTensor Class(int index) => new("class", [1], [index]);
}
