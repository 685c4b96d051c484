using Accel.Generation;
using Microsoft.Extensions.Logging;

namespace Accel.Host.Simulation;

/// <summary>Opens <c>sim:</c>, a device that runs a generated engine, or the kernel that it is opened for; every opening is a device of its
/// own.</summary>
public sealed partial class SimulatedLinkFactory : ILinkFactory
{
    /// <inheritdoc/>
    public string Scheme => "sim";

    /// <inheritdoc/>
    /// <exception cref="GenerationException">The compiler refuses the engine.</exception>
    public ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
        => OpenAsync(uri, null, logger, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    /// <exception cref="KernelSourceException">The sources of the kernel cannot be read.</exception>
    /// <exception cref="KernelChoiceException">The class is no kernel.</exception>
    public async ValueTask<ILink> OpenAsync(DeviceUri uri, Type? kernel, ILogger? logger, CancellationToken cancellationToken)
    {
        var options = SimulatedDeviceOptions.Parse(uri);
        if (kernel is not null && (options.IsCompact || options.HasCounts))
        {
            throw new DeviceUnavailableException(
                $"device `{uri}`: `engine` and `counts` are for the engines of Accel, and the device is to run {kernel.Name}", "`sim:`");
        }

        // Compiling takes seconds; the caller's thread is not to be held for them.
        var design = await Task.Run(
            () => kernel is null ? EngineDesigns.Of(options.Engine, options.PortBits, options.HasCounts)
                : SimulatedKernels.Of(kernel, options.PortBits),
            cancellationToken).ConfigureAwait(false);
        if (logger is not null)
        {
            LogOpened(logger, design.DesignHash, options);
        }

        return new SimulatedLink(design, options);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "simulated device of design {DesignHash}: {Options}")]
    private static partial void LogOpened(ILogger logger, string designHash, SimulatedDeviceOptions options);
}
