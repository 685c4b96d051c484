namespace Hast.Layer;

/// <summary>What becomes hardware, and for which device.</summary>
public interface IHardwareGenerationConfiguration
{
    /// <summary>Configurations of parts of the generation, by their keys.</summary>
    IDictionary<string, object> CustomConfiguration { get; }

    /// <summary>A name for people.</summary>
    string? Label { get; set; }

    /// <summary>Entry points: <c>System.Void Filters.Fir::Run(Hast.Transformer.SimpleMemory.SimpleMemory)</c>.</summary>
    IList<string> HardwareEntryPointMemberFullNames { get; }

    /// <summary>Entry points whose name, such as <c>Filters.Fir.Run</c>, begins with one of these. Nothing here and in
    /// <see cref="HardwareEntryPointMemberFullNames"/>: all of the assemblies' entry points.</summary>
    IList<string> HardwareEntryPointMemberNamePrefixes { get; }

    /// <summary>Kept for Hastlayer's applications: what was compiled is kept in any case.</summary>
    bool EnableCaching { get; }

    /// <summary>One of <see cref="IHastlayer.GetSupportedDevices"/>: its clock is what is scheduled for.</summary>
    string DeviceName { get; }

    /// <summary>Kept for Hastlayer's applications: nothing is written there.</summary>
    string? HardwareGenerationPath { get; }

    /// <summary>The folder into which the VHDL is written; where it does not exist, none is.</summary>
    string HardwareFrameworkPath { get; }

    /// <summary>Off: nothing becomes hardware, and proxies run the plain C#.</summary>
    bool EnableHardwareTransformation { get; }

    /// <summary>Kept for Hastlayer's applications: <c>accel build</c> makes bitstreams.</summary>
    bool EnableHardwareImplementationComposition { get; }

    /// <summary>Kept for Hastlayer's applications.</summary>
    string? SingleBinaryPath { get; set; }
}
