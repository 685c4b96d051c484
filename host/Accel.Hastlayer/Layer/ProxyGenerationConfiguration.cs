namespace Hast.Layer;

/// <summary>How proxies run.</summary>
public interface IProxyGenerationConfiguration
{
    /// <summary>Kept for Hastlayer's applications.</summary>
    IDictionary<string, object> CustomConfiguration { get; }

    /// <summary>The address of the device, such as <c>serial:/dev/ttyUSB1</c> or <c>pcie:/dev/xdma0</c>; null for a simulated
    /// one.</summary>
    string? CommunicationChannelName { get; }

    /// <summary>Runs the plain C# beside the device, and compares all cells.</summary>
    bool VerifyHardwareResults { get; }
}

/// <inheritdoc cref="IProxyGenerationConfiguration"/>
public class ProxyGenerationConfiguration : IProxyGenerationConfiguration
{
    /// <summary>The simulated device, unverified.</summary>
    public static IProxyGenerationConfiguration Default { get; } = new ProxyGenerationConfiguration();

    /// <inheritdoc/>
    public IDictionary<string, object> CustomConfiguration { get; } = new Dictionary<string, object>();

    /// <inheritdoc/>
    public string? CommunicationChannelName { get; set; }

    /// <inheritdoc/>
    public bool VerifyHardwareResults { get; set; }
}
