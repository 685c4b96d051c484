using System.Collections.Immutable;
using Hast.Transformer.SimpleMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// Several devices with the same kernel as one: a run goes to a device that is free. When a device is lost, its run is made again
/// elsewhere, once, and it is opened anew, with growing pauses, until it comes back. The pool owns the devices.
/// </summary>
public sealed class KernelPool : IKernelDevice
{
    private readonly DevicePool<AccelDevice> _pool;

    private KernelPool(IReadOnlyList<PoolMember<AccelDevice>> members, PoolOptions options)
        => _pool = new(nameof(KernelPool), members, options) { Logger = options.Logger ?? NullLogger.Instance };

    /// <inheritdoc/>
    public ImmutableArray<string> EntryPoints => _pool.First.EntryPoints;

    /// <summary>Devices that are there.</summary>
    public int Alive => _pool.Alive;

    /// <summary>How each device is doing.</summary>
    public IReadOnlyList<PoolMemberStatus> Members => _pool.Members;

    /// <summary>Opens devices; all of them, or none.</summary>
    /// <param name="addresses">At least one, such as <c>serial:/dev/ttyUSB1</c>.</param>
    /// <param name="options">How: <see cref="DeviceOptions.Kernel"/> of <see cref="PoolOptions.Device"/> says which kernel. Null for the
    /// defaults.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="ArgumentException">There is no address, or an option makes no sense.</exception>
    /// <exception cref="AccelException">A device does not open.</exception>
    public static async ValueTask<KernelPool> OpenAsync(
        IReadOnlyList<string> addresses, PoolOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        options ??= new PoolOptions();
        return new KernelPool(
            await DevicePool<AccelDevice>.OpenAsync(
                [.. addresses.Select(a => (Func<CancellationToken, ValueTask<AccelDevice>>)(stop =>
                    AccelDevice.OpenAsync(a, options.Device, stop)))],
                static _ => 1,
                options,
                cancellationToken).ConfigureAwait(false),
            options);
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceUnavailableException">All devices are lost and none came back in time, or this run was lost
    /// twice.</exception>
    public ValueTask<DeviceRun> RunAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken = default)
        => _pool.RunAsync((device, stop) => device.RunAsync(entryPoint, memory, stop), cancellationToken);

    /// <summary>Disposes of the devices. Whatever is under way or waits ends with <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
