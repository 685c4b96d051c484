using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>Opens the links of one scheme.</summary>
public interface ILinkFactory
{
    /// <summary>For instance <c>sim</c>.</summary>
    string Scheme { get; }

    /// <summary>Opens a link.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device, or an option is wrong.</exception>
    ValueTask<ILink> OpenAsync(DeviceUri uri, ILogger? logger, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a link to a device that is to run a kernel: for schemes whose devices are made when they are opened. Any other device runs
    /// what it runs, and says so.
    /// </summary>
    /// <param name="uri">The address.</param>
    /// <param name="kernel">The kernel's class, or null for what the address says.</param>
    /// <param name="logger">Where to tell what is going on, or null.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or an option is wrong.</exception>
    ValueTask<ILink> OpenAsync(DeviceUri uri, Type? kernel, ILogger? logger, CancellationToken cancellationToken)
        => OpenAsync(uri, logger, cancellationToken);
}

/// <summary>
/// The schemes that a device's address may have. Immutable: an application that brings a link of its own passes
/// <c>LinkRegistry.Default.With(factory)</c> in <see cref="DeviceOptions"/>.
/// </summary>
public sealed class LinkRegistry
{
    private readonly ImmutableSortedDictionary<string, ILinkFactory> _factories;

    private LinkRegistry(ImmutableSortedDictionary<string, ILinkFactory> factories) => _factories = factories;

    /// <summary>
    /// What this library and its companions bring: <c>pcie:</c>, <c>serial:</c>, and <c>sim:</c> where Accel.Host.Simulation lies beside
    /// the application.
    /// </summary>
    public static LinkRegistry Default { get; } = new(Companions());

    /// <summary>The schemes, sorted.</summary>
    public IEnumerable<string> Schemes => _factories.Keys;

    /// <summary>The same registry with one scheme more, or with another factory for one that it has.</summary>
    public LinkRegistry With(ILinkFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new LinkRegistry(_factories.SetItem(factory.Scheme, factory));
    }

    /// <summary>Opens the link that an address names.</summary>
    /// <exception cref="DeviceUnavailableException">The address is malformed, its scheme unknown, or the device is not there.</exception>
    public ValueTask<ILink> OpenAsync(string uri, ILogger? logger = null, CancellationToken cancellationToken = default)
        => OpenAsync(uri, null, logger, cancellationToken);

    internal ValueTask<ILink> OpenAsync(string uri, Type? kernel, ILogger? logger, CancellationToken cancellationToken)
    {
        var parsed = DeviceUri.Parse(uri);
        if (!_factories.TryGetValue(parsed.Scheme, out var factory))
        {
            throw Unknown(uri, parsed.Scheme);
        }

        return factory.OpenAsync(parsed, kernel, logger, cancellationToken);
    }

    private DeviceUnavailableException Unknown(string uri, string scheme) => scheme == "sim"
        ? new DeviceUnavailableException(
            $"device `{uri}`: simulated devices are in the package Accel.Host.Simulation, which this application does not refer to",
            "dotnet add package Accel.Host.Simulation")
        : new DeviceUnavailableException(
            $"device `{uri}`: no link is registered for the scheme `{scheme}:`",
            $"known are {string.Join(", ", _factories.Keys.Select(s => s + ":"))}");

    // By name, since Accel.Host must not refer to Roslyn and the netlist. The name is a constant, so that a trimmer sees the dependency.
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The type is named by a constant and has a parameterless constructor.")]
    private static ImmutableSortedDictionary<string, ILinkFactory> Companions()
    {
        var factories = ImmutableSortedDictionary.Create<string, ILinkFactory>(StringComparer.Ordinal)
            .Add("pcie", new Pcie.PcieLinkFactory()).Add("serial", new SerialLinkFactory());
        var simulation = Type.GetType("Accel.Host.Simulation.SimulatedLinkFactory, Accel.Host.Simulation");
        return simulation is not null && Activator.CreateInstance(simulation) is ILinkFactory factory ? factories.Add(factory.Scheme, factory) : factories;
    }
}
