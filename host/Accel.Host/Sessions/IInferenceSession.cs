using Accel.Models;

namespace Accel.Host;

/// <summary>
/// A model that is ready to infer. <see cref="IAsyncDisposable.DisposeAsync"/> stops what is under way or waits: it ends with
/// <see cref="ObjectDisposedException"/>, as every later call does. It may be called again, and at the same time.
/// </summary>
public interface IInferenceSession : IAsyncDisposable
{
    /// <summary>The model that is loaded.</summary>
    SpikingTransformerModel Model { get; }

    /// <summary>How many inferences it works on at once, at least 1; further calls wait.</summary>
    int MostInFlight { get; }

    /// <summary>Infers one input. Calls may overlap.</summary>
    /// <param name="input">An image or a spike tensor of the model's shape.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <exception cref="ArgumentException">The input's kind or shape is not the model's.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    /// <exception cref="ObjectDisposedException">The session, or its device, was disposed of before or meanwhile.</exception>
    ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default);
}

/// <summary>What every session can do with what it has.</summary>
public static class InferenceSessionExtensions
{
    /// <summary>
    /// Infers a stream of inputs; results come in the order of the inputs. As many inputs as the session works on at once are taken ahead,
    /// so that the link and the kernel are both busy.
    /// </summary>
    public static IAsyncEnumerable<Prediction> InferManyAsync(
        this IInferenceSession session, IAsyncEnumerable<NetworkInput> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return OrderedInference.RunAsync(inputs, session.MostInFlight, (input, stop) => session.InferAsync(input, stop).AsTask(), cancellationToken);
    }

    /// <inheritdoc cref="InferManyAsync(IInferenceSession, IAsyncEnumerable{NetworkInput}, CancellationToken)"/>
    public static IAsyncEnumerable<Prediction> InferManyAsync(
        this IInferenceSession session, IEnumerable<NetworkInput> inputs, CancellationToken cancellationToken = default)
        => session.InferManyAsync(inputs.ToAsyncEnumerable(), cancellationToken);
}
