using Hast.Layer;

namespace Hast.Transformer.Vhdl.Configuration;

/// <summary>Kept for Hastlayer's applications: the VHDL is written in one way.</summary>
public class VhdlGenerationConfiguration
{
    /// <summary>With comments and short names.</summary>
    public static VhdlGenerationConfiguration Debug { get; } = new() { AddComments = true, ShortenNames = true };

    /// <summary>With short names.</summary>
    public static VhdlGenerationConfiguration Compact { get; } = new() { ShortenNames = true };

    /// <summary>Without.</summary>
    public static VhdlGenerationConfiguration Release { get; } = new();

    /// <summary>Whether there are comments.</summary>
    public bool AddComments { get; set; }

    /// <summary>Whether names are short.</summary>
    public bool ShortenNames { get; set; }
}

/// <inheritdoc cref="VhdlGenerationConfiguration"/>
public class VhdlTransformerConfiguration
{
    /// <summary>How the VHDL is written.</summary>
    public VhdlGenerationConfiguration VhdlGenerationConfiguration { get; set; } = VhdlGenerationConfiguration.Release;
}

/// <inheritdoc cref="VhdlGenerationConfiguration"/>
public static class HardwareGenerationConfigurationTransformerExtensions
{
    /// <summary>How the VHDL is written.</summary>
    public static VhdlTransformerConfiguration VhdlTransformerConfiguration(this IHardwareGenerationConfiguration hardwareConfiguration)
        => hardwareConfiguration.GetOrAddCustomConfiguration<VhdlTransformerConfiguration>("Hast.Transformer.Vhdl.Configuration");
}
