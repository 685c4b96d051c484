using Accel;
using Accel.Host.Proxies;
using Hast.Common.Services;
using Hast.Communication.Extensibility;
using Hast.Communication.Extensibility.Events;
using Hast.Synthesis.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimpleMemory = Hast.Transformer.SimpleMemory.SimpleMemory;

namespace Hast.Layer;

/// <inheritdoc cref="IHastlayer"/>
public sealed class Hastlayer : IHastlayer
{
    /// <summary>Where an application has its settings.</summary>
    public const string AppsettingsJsonFileName = "appsettings.json";

    private const string Settings = "--" + nameof(HardwareGenerationConfiguration);

    private readonly HardwareDevices _devices = new();
    private readonly ServiceProvider _services;
    private readonly IConfiguration _application;

    private Hastlayer(IHastlayerConfiguration configuration)
    {
        var services = new ServiceCollection();
        _application = BuildConfiguration();
        services.AddSingleton<IHastlayer>(this);
        services.AddSingleton(configuration);
        services.AddSingleton(_application);
        services.AddLogging(logging => configuration.ConfigureLogging?.Invoke(logging));
        configuration.OnServiceRegistration?.Invoke(configuration, services);
        _services = services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    public event EventHandler<ServiceEventArgs<IMemberHardwareExecutionContext>>? ExecutedOnHardware;

    /// <inheritdoc/>
    public event EventHandler<ServiceEventArgs<IMemberInvocationContext>>? Invoking;

    /// <summary>Makes one with <see cref="HastlayerConfiguration.Default"/>.</summary>
    public static Hastlayer Create() => Create(HastlayerConfiguration.Default);

    /// <summary>Makes one.</summary>
    /// <param name="configuration">How.</param>
    /// <param name="inAssemblyDirectory">Kept for Hastlayer's applications: no folder is written to.</param>
#pragma warning disable IDE0060 // Applications name it.
    public static Hastlayer Create(IHastlayerConfiguration configuration, bool inAssemblyDirectory = true)
#pragma warning restore IDE0060
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(configuration.Extensions);
        return new Hastlayer(configuration);
    }

    /// <summary>The application's settings: appsettings.json, environment, and what the command line has under
    /// <c>--HardwareGenerationConfiguration</c>.</summary>
    public static IConfiguration BuildConfiguration()
    {
        string[] line = Environment.GetCommandLineArgs();
        return new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile(AppsettingsJsonFileName, optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(
                [.. line.Where((text, i) => IsSetting(text) || (i > 0 && IsSetting(line[i - 1]) && !line[i - 1].Contains('=')))])
            .Build();
    }

    /// <inheritdoc/>
    public IEnumerable<IDeviceManifest> GetSupportedDevices() => DeviceManifest.All;

    /// <inheritdoc/>
    public async Task<IHardwareRepresentation> GenerateHardwareAsync(
        IEnumerable<string> assemblyPaths, IHardwareGenerationConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(assemblyPaths);
        ArgumentNullException.ThrowIfNull(configuration);
        string[] paths = [.. assemblyPaths];
        if (paths.Length == 0 || paths.Distinct(StringComparer.Ordinal).Count() != paths.Length)
        {
            throw new ArgumentException(paths.Length == 0 ? "there is no assembly" : "an assembly stands twice", nameof(assemblyPaths));
        }

        var manifest = DeviceManifest.All.FirstOrDefault(device => device.Name == configuration.DeviceName)
            ?? throw new HastlayerException(
                $"there is no device {configuration.DeviceName}; there are "
                    + string.Join(", ", DeviceManifest.All.Select(static d => d.Name)));
        try
        {
            var settings = new CompilerSettings(configuration, _application, manifest);
            var kernels = configuration.EnableHardwareTransformation
                ? await Task.Run(() => HardwareGenerator.Generate(paths, configuration, settings)).ConfigureAwait(false) : [];
            return new HardwareRepresentation(paths, HardwareRepresentation.Describe(kernels), manifest, configuration, kernels);
        }
        catch (Exception e) when (e is AccelException or IOException or BadImageFormatException)
        {
            throw Failed($"no hardware can be made of {string.Join(", ", paths.Select(Path.GetFileName))}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task<T> GenerateProxyAsync<T>(
        IHardwareRepresentation hardwareRepresentation, T hardwareObject, IProxyGenerationConfiguration? configuration = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(hardwareObject);
        var type = hardwareObject.GetType();
        if (hardwareRepresentation is not HardwareRepresentation hardware || !hardware.SoftAssemblyPaths.Contains(type.Assembly.Location))
        {
            throw new InvalidOperationException($"{type.FullName} is in none of the assemblies that this hardware was made from");
        }

        if (hardware.Kernels.FirstOrDefault(kernel => kernel.Class == type) is not { } made)
        {
            return hardware.HardwareGenerationConfiguration.EnableHardwareTransformation
                ? throw new HastlayerException($"{type.FullName} is no hardware: name it by AddHardwareEntryPointType") : hardwareObject;
        }

        try
        {
            configuration ??= ProxyGenerationConfiguration.Default;
            string address = configuration.CommunicationChannelName ?? hardware.DeviceManifest.DefaultCommunicationChannelName;
            return KernelProxy.Create(hardwareObject, new HardwareCalls(this, new HardwareCalls.Target(
                hardware,
                await _devices.OpenAsync(made, address).ConfigureAwait(false),
                HardwareDevices.EntryPointsOf(made, address),
                hardwareObject,
                configuration.VerifyHardwareResults)));
        }
        catch (Exception e) when (e is AccelException or ArgumentException)
        {
            throw Failed($"there can be no proxy of {type.FullName}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public SimpleMemory CreateMemory(IHardwareGenerationConfiguration configuration, int cellCount)
        => SimpleMemory.CreateSoftwareMemory(cellCount);

    /// <inheritdoc/>
    public SimpleMemory CreateMemory(IHardwareGenerationConfiguration configuration, Memory<byte> data, int withPrefixCells = 0)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(0);
        new Transformer.SimpleMemory.SimpleMemoryAccessor(memory).Set(data, withPrefixCells);
        return memory;
    }

    /// <summary>How the device of some hardware wants memories: as they are.</summary>
#pragma warning disable CA1822, IDE0060 // Applications call it on their Hastlayer.
    public IMemoryConfiguration CreateMemoryConfiguration(IHardwareRepresentation hardwareRepresentation) => new MemoryConfiguration();
#pragma warning restore CA1822, IDE0060

    /// <inheritdoc/>
    public DisposableContainer<TServiceInterface> GetService<TServiceInterface>()
        where TServiceInterface : notnull
    {
        var scope = _services.CreateScope();
        try
        {
            return new(scope, scope.ServiceProvider.GetRequiredService<TServiceInterface>());
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>Does something with a service, in a scope of its own.</summary>
    public async Task RunAsync<T>(Func<T, Task> process)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(process);
        using var scope = _services.CreateScope();
        await process(scope.ServiceProvider.GetRequiredService<T>()).ConfigureAwait(false);
    }

    /// <summary>Where something logs to.</summary>
    public ILogger<T> GetLogger<T>() => _services.GetRequiredService<ILogger<T>>();

    /// <summary>Closes the devices of all proxies.</summary>
    public void Dispose()
    {
        _devices.Dispose();
        _services.Dispose();
    }

    internal void Begins(IMemberHardwareExecutionContext call)
        => Invoking?.Invoke(this, new ServiceEventArgs<IMemberInvocationContext>(call));

    internal void Ended(IMemberHardwareExecutionContext call)
        => ExecutedOnHardware?.Invoke(this, new ServiceEventArgs<IMemberHardwareExecutionContext>(call));

    private static bool IsSetting(string text) => text.StartsWith(Settings, StringComparison.Ordinal);

    private HastlayerException Failed(string message, Exception error)
    {
        GetLogger<Hastlayer>().LogGenerationFailed(message);
        return new HastlayerException(message, error);
    }
}

/// <summary>What is logged.</summary>
internal static partial class HastlayerLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    internal static partial void LogGenerationFailed(this ILogger logger, string problem);
}
