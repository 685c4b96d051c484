namespace Hast.Layer;

/// <inheritdoc cref="IHardwareGenerationConfiguration"/>
/// <param name="deviceName">One of <see cref="IHastlayer.GetSupportedDevices"/>.</param>
/// <param name="hardwareFrameworkPath">The folder into which the VHDL is written; null for <c>HardwareFramework</c>.</param>
/// <param name="customConfiguration">Configurations of parts of the generation; null for none.</param>
/// <param name="hardwareEntryPointMemberFullNames">Entry points by their full names; null for none.</param>
/// <param name="hardwareEntryPointMemberNamePrefixes">Entry points by how their names begin; null for none.</param>
public class HardwareGenerationConfiguration(
    string deviceName,
    string? hardwareFrameworkPath = null,
    IDictionary<string, object>? customConfiguration = null,
    IList<string>? hardwareEntryPointMemberFullNames = null,
    IList<string>? hardwareEntryPointMemberNamePrefixes = null) : IHardwareGenerationConfiguration
{
    /// <inheritdoc/>
    public IDictionary<string, object> CustomConfiguration { get; } = customConfiguration ?? new Dictionary<string, object>();

    /// <inheritdoc/>
    public string? Label { get; set; }

    /// <inheritdoc/>
    public IList<string> HardwareEntryPointMemberFullNames { get; } = hardwareEntryPointMemberFullNames ?? [];

    /// <inheritdoc/>
    public IList<string> HardwareEntryPointMemberNamePrefixes { get; } = hardwareEntryPointMemberNamePrefixes ?? [];

    /// <inheritdoc/>
    public bool EnableCaching { get; set; }

    /// <inheritdoc/>
    public string DeviceName { get; } = deviceName;

    /// <inheritdoc/>
    public string? HardwareGenerationPath { get; set; }

    /// <inheritdoc/>
    public string HardwareFrameworkPath { get; } =
        string.IsNullOrWhiteSpace(hardwareFrameworkPath) ? "HardwareFramework" : hardwareFrameworkPath;

    /// <inheritdoc/>
    public bool EnableHardwareTransformation { get; set; } = true;

    /// <inheritdoc/>
    public bool EnableHardwareImplementationComposition { get; set; } = true;

    /// <inheritdoc/>
    public string? SingleBinaryPath { get; set; }
}
