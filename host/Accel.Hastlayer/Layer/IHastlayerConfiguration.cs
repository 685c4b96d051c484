using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hast.Layer;

/// <summary>How a <see cref="Hastlayer"/> is made.</summary>
public interface IHastlayerConfiguration
{
    /// <summary>Adds services before the provider is built; or null.</summary>
    Action<IHastlayerConfiguration, IServiceCollection>? OnServiceRegistration { get; }

    /// <summary>Kept for Hastlayer's applications: drivers of its devices are not loaded here.</summary>
    IEnumerable<Assembly> Extensions { get; }

    /// <summary>Kept for Hastlayer's applications: nothing is written there.</summary>
    string? AppDataFolderPath { get; }

    /// <summary>Where to log to; null for nowhere.</summary>
    Action<ILoggingBuilder>? ConfigureLogging { get; }
}

/// <inheritdoc cref="IHastlayerConfiguration"/>
public class HastlayerConfiguration : IHastlayerConfiguration
{
    /// <summary>Logs nothing.</summary>
    public static IHastlayerConfiguration Default { get; } = new HastlayerConfiguration();

    /// <inheritdoc/>
    public Action<IHastlayerConfiguration, IServiceCollection>? OnServiceRegistration { get; set; }

    /// <inheritdoc/>
    public IEnumerable<Assembly> Extensions { get; set; } = [];

    /// <inheritdoc/>
    public string? AppDataFolderPath { get; set; }

    /// <inheritdoc/>
    public Action<ILoggingBuilder>? ConfigureLogging { get; set; }
}
