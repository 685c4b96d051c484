using Accel.Generation;
using Microsoft.Extensions.Logging;

namespace Accel.Host.Simulation;

/// <summary>Opens <c>sim:</c>, a device that runs a generated engine; every opening is a device of its own.</summary>
public sealed partial class SimulatedLinkFactory : ILinkFactory
{
    /// <inheritdoc/>
    public string Scheme => "sim";

    /// <inheritdoc/>
    /// <exception cref="GenerationException">The compiler refuses the engine.</exception>
    public async ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default)
    {
        var options = SimulatedDeviceOptions.Parse(uri);

        // Compiling takes seconds; the caller's thread is not to be held for them.
        var design = await Task.Run(() => EngineDesigns.Of(options.Engine, options.PortBits, options.HasCounts), cancellationToken)
            .ConfigureAwait(false);
        if (logger is not null)
        {
            LogOpened(logger, design.DesignHash, options);
        }

        return new SimulatedLink(design, options);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "simulated device of design {DesignHash}: {Options}")]
    private static partial void LogOpened(ILogger logger, string designHash, SimulatedDeviceOptions options);
}
