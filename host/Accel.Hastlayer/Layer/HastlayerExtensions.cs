using System.Reflection;

namespace Hast.Layer;

/// <summary>The same for assemblies that are loaded.</summary>
public static class HastlayerExtensions
{
    /// <inheritdoc cref="IHastlayer.GenerateHardwareAsync"/>
    public static Task<IHardwareRepresentation> GenerateHardwareAsync(
        this IHastlayer hastlayer, IEnumerable<Assembly> assemblies, IHardwareGenerationConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(hastlayer);
        return hastlayer.GenerateHardwareAsync(assemblies.Select(static assembly => assembly.Location), configuration);
    }
}
