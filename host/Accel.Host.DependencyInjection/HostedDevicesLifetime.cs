using Microsoft.Extensions.Hosting;

namespace Accel.Host.DependencyInjection;

/// <summary>Opens devices before the host serves, where that is wanted, and closes them when it has stopped.</summary>
internal sealed class HostedDevicesLifetime(IHostedDevices devices, bool warmUp) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (warmUp)
        {
            await devices.WarmUpAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await devices.DisposeAsync().ConfigureAwait(false);
}
