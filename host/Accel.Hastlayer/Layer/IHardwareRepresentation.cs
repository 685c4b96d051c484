namespace Hast.Layer;

/// <summary>Assemblies as hardware.</summary>
public interface IHardwareRepresentation
{
    /// <summary>The assemblies that it was made from.</summary>
    IEnumerable<string> SoftAssemblyPaths { get; }

    /// <summary>What was generated.</summary>
    IHardwareDescription HardwareDescription { get; }

    /// <summary>What a board's tools made of it.</summary>
    IHardwareImplementation HardwareImplementation { get; }

    /// <summary>The device that it was generated for.</summary>
    IDeviceManifest DeviceManifest { get; }

    /// <summary>How it was generated.</summary>
    IHardwareGenerationConfiguration HardwareGenerationConfiguration { get; }
}

/// <summary>What was generated.</summary>
public interface IHardwareDescription
{
    /// <summary>Hash of it all, lower-case hexadecimal.</summary>
    string TransformationId { get; }

    /// <summary>VHDL.</summary>
    string Language { get; }

    /// <summary>Full names of the entry points, and their numbers in their kernel.</summary>
    IReadOnlyDictionary<string, int> HardwareEntryPointNamesToMemberIdMappings { get; }

    /// <summary>What is not as fast as it looks.</summary>
    IEnumerable<ITransformationWarning> Warnings { get; }

    /// <summary>Writes it as text.</summary>
    Task SerializeAsync(Stream stream);
}

/// <summary>Something to know about generated hardware.</summary>
public interface ITransformationWarning
{
    /// <summary>Its id.</summary>
    string Code { get; }

    /// <summary>In words, with file, line and remedy.</summary>
    string Message { get; }
}

/// <summary>What a board's tools made: nothing here, since <c>accel build</c> runs them.</summary>
public interface IHardwareImplementation
{
    /// <summary>The bitstream; null for none.</summary>
    string? BinaryPath { get; set; }

    /// <summary>Used of the device's resources, in percent; empty.</summary>
    IDictionary<string, decimal> ResourceUsagePercent { get; }

    /// <summary>0: not known.</summary>
    decimal PowerUsageWatts { get; set; }
}

/// <summary>A device that hardware can be generated for.</summary>
public interface IDeviceManifest
{
    /// <summary>As configurations name it.</summary>
    string Name { get; }

    /// <summary>The clock that is scheduled for.</summary>
    uint ClockFrequencyHz { get; }

    /// <summary>How it can be reached.</summary>
    IEnumerable<string> SupportedCommunicationChannelNames { get; }

    /// <summary>How it is reached where nothing is said.</summary>
    string DefaultCommunicationChannelName { get; }

    /// <summary>Bytes of its memory.</summary>
    ulong AvailableMemoryBytes { get; }
}

/// <summary>Times of an execution on hardware.</summary>
public interface IHardwareExecutionInformation
{
    /// <summary>The kernel's cycles at the clock of its design, in milliseconds.</summary>
    decimal HardwareExecutionTimeMilliseconds { get; }

    /// <summary>From the call to the result, in milliseconds: with the transfers, and with simulating where that is done.</summary>
    decimal FullExecutionTimeMilliseconds { get; }

    /// <summary>When it began.</summary>
    DateTime StartedUtc { get; }
}

/// <summary>Times of an execution as plain C#.</summary>
public interface ISoftwareExecutionInformation
{
    /// <summary>In milliseconds.</summary>
    decimal SoftwareExecutionTimeMilliseconds { get; }
}
