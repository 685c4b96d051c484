using Accel.Models;

namespace Accel.Host.DependencyInjection;

/// <summary>Devices with a model as a service.</summary>
/// <param name="model">The model; read when it is first needed.</param>
/// <param name="devices">How many devices there are.</param>
/// <param name="open">Opens them, with the model in each.</param>
internal sealed class HostedSession(
    Lazy<SpikingTransformerModel> model, int devices, Func<CancellationToken, ValueTask<SessionPool>> open)
    : HostedPool<SessionPool>(open, static pool => pool.Members), IInferenceSession
{
    /// <inheritdoc/>
    public SpikingTransformerModel Model => model.Value;

    /// <summary>What the pool says; before it is open, as many as it can be at most.</summary>
    public int MostInFlight => Opened?.MostInFlight ?? ((devices * AccelDevice.MostInFlight) + 1);

    /// <inheritdoc/>
    public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return await (await OpenAsync(cancellationToken).ConfigureAwait(false)).InferAsync(input, cancellationToken).ConfigureAwait(false);
    }
}
