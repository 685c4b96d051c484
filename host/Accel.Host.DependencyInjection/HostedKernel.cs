using System.Collections.Immutable;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.DependencyInjection;

/// <summary>Devices of a kernel as a service.</summary>
/// <param name="entryPoints">Methods of the kernel, each at its number.</param>
/// <param name="open">Opens them.</param>
internal sealed class HostedKernel(ImmutableArray<string> entryPoints, Func<CancellationToken, ValueTask<KernelPool>> open)
    : HostedPool<KernelPool>(open, static pool => pool.Members), IKernelDevice
{
    /// <inheritdoc/>
    public ImmutableArray<string> EntryPoints => entryPoints;

    /// <inheritdoc/>
    public async ValueTask<DeviceRun> RunAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken = default)
        => await (await OpenAsync(cancellationToken).ConfigureAwait(false)).RunAsync(entryPoint, memory, cancellationToken)
            .ConfigureAwait(false);
}
