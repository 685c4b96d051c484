using System.Runtime.CompilerServices;
using Accel.Models;

namespace Accel.Host;

/// <summary>A model that is ready to infer.</summary>
public interface IInferenceSession : IAsyncDisposable
{
    /// <summary>The model that is loaded.</summary>
    SpikingTransformerModel Model { get; }

    /// <summary>Infers one input.</summary>
    /// <param name="input">An image or a spike tensor of the model's shape.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <exception cref="ArgumentException">The input's kind or shape is not the model's.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default);
}

/// <summary>What every session can do with what it has.</summary>
public static class InferenceSessionExtensions
{
    /// <summary>Infers inputs one after the other as they are asked for; results come in the order of the inputs.</summary>
    public static async IAsyncEnumerable<Prediction> InferManyAsync(
        this IInferenceSession session, IAsyncEnumerable<NetworkInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        await foreach (var input in inputs.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return await session.InferAsync(input, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Infers inputs one after the other as they are asked for; results come in the order of the inputs.</summary>
    public static IAsyncEnumerable<Prediction> InferManyAsync(
        this IInferenceSession session, IEnumerable<NetworkInput> inputs, CancellationToken cancellationToken = default)
        => session.InferManyAsync(inputs.ToAsyncEnumerable(), cancellationToken);
}
