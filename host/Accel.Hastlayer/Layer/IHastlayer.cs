using Hast.Common.Services;
using Hast.Communication.Extensibility;
using Hast.Communication.Extensibility.Events;
using Hast.Transformer.SimpleMemory;

namespace Hast.Layer;

/// <summary>Makes hardware of .NET assemblies, and proxies whose calls run on it.</summary>
public interface IHastlayer : IDisposable
{
    /// <summary>A call has run on hardware.</summary>
    event EventHandler<ServiceEventArgs<IMemberHardwareExecutionContext>>? ExecutedOnHardware;

    /// <summary>A call of a proxy's entry point begins.</summary>
    event EventHandler<ServiceEventArgs<IMemberInvocationContext>>? Invoking;

    /// <summary>Devices that hardware can be generated for, the simulated one first.</summary>
    IEnumerable<IDeviceManifest> GetSupportedDevices();

    /// <summary>Compiles the kernels of assemblies.</summary>
    /// <param name="assemblyPaths">The assemblies, each once. Libraries that kernels use need not be among them.</param>
    /// <param name="configuration">Which entry points, and for which device.</param>
    /// <exception cref="HastlayerException">The compiler refuses one: the inner exception says where and what to do.</exception>
    Task<IHardwareRepresentation> GenerateHardwareAsync(IEnumerable<string> assemblyPaths, IHardwareGenerationConfiguration configuration);

    /// <summary>An object like the one given whose entry points run on hardware.</summary>
    /// <typeparam name="T">A class that is not sealed, with a constructor without parameters, or an interface.</typeparam>
    /// <param name="hardwareRepresentation">What <see cref="GenerateHardwareAsync"/> has made.</param>
    /// <param name="hardwareObject">The object, for all that is not hardware, and for what is verified.</param>
    /// <param name="configuration">How; null for <see cref="ProxyGenerationConfiguration.Default"/>.</param>
    /// <exception cref="HastlayerException">There can be none.</exception>
    /// <exception cref="InvalidOperationException">The hardware was made from other assemblies.</exception>
    Task<T> GenerateProxyAsync<T>(
        IHardwareRepresentation hardwareRepresentation, T hardwareObject, IProxyGenerationConfiguration? configuration = null)
        where T : class;

    /// <summary>A service in a scope that the result ends.</summary>
    DisposableContainer<TServiceInterface> GetService<TServiceInterface>()
        where TServiceInterface : notnull;

    /// <summary>A memory of zeroed cells.</summary>
    SimpleMemory CreateMemory(IHardwareGenerationConfiguration configuration, int cellCount);

    /// <summary>A memory over bytes that are there.</summary>
    /// <param name="configuration">For which device.</param>
    /// <param name="data">The bytes, a multiple of 4; they are not copied.</param>
    /// <param name="withPrefixCells">Cells at the beginning that are not the memory's.</param>
    SimpleMemory CreateMemory(IHardwareGenerationConfiguration configuration, Memory<byte> data, int withPrefixCells = 0);
}
