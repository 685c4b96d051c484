using System.Collections.Immutable;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host;

/// <summary>What runs a kernel: a device, or a pool of them.</summary>
public interface IKernelDevice : IAsyncDisposable
{
    /// <summary>Methods of <see cref="DeviceOptions.Kernel"/>, each at its number; none where no class was given.</summary>
    ImmutableArray<string> EntryPoints { get; }

    /// <summary>
    /// Writes a memory into the device, runs an entry point on it, and reads it back. Runs wait for each other; what the caller's memory
    /// holds changes when all is over and well, and else not at all.
    /// </summary>
    /// <param name="entryPoint">Its number, in order of declaration from 0; one that does not exist ends at once.</param>
    /// <param name="memory">At most as many cells as the device's memory has.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <exception cref="ArgumentException">The memory is larger than the device's, or there can be no such entry point.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    /// <exception cref="ObjectDisposedException">The device was disposed of before or meanwhile.</exception>
    ValueTask<DeviceRun> RunAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken = default);
}
