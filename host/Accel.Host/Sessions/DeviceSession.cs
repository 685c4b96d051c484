using Accel.Models;

namespace Accel.Host;

/// <summary>A session that owns its device, and is all that there is to dispose of.</summary>
internal sealed class DeviceSession(AccelDevice device, IInferenceSession session) : IInferenceSession
{
    /// <inheritdoc/>
    public SpikingTransformerModel Model => session.Model;

    /// <inheritdoc/>
    public int MostInFlight => session.MostInFlight;

    /// <summary>Opens the device at an address and loads a model into it.</summary>
    internal static async ValueTask<IInferenceSession> OpenAsync(
        string address, SpikingTransformerModel model, PoolOptions options, CancellationToken cancellationToken)
    {
        var device = await AccelDevice.OpenAsync(address, options.Device, cancellationToken).ConfigureAwait(false);
        try
        {
            return new DeviceSession(device, await device.LoadAsync(model, options.Session, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await device.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
        => session.InferAsync(input, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await device.DisposeAsync().ConfigureAwait(false);
        }
    }
}
