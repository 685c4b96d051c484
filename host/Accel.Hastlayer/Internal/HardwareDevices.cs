using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Host;
using Accel.Host.Simulation;

namespace Hast.Layer;

/// <summary>The devices that proxies run on: one for each kernel and address, opened when the first proxy needs it.</summary>
internal sealed class HardwareDevices : IDisposable
{
    private readonly ConcurrentDictionary<(HardwareKernel Kernel, string Address), Lazy<Task<AccelDevice>>> _open = new();

    /// <summary>The device of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="address">Where it is; <c>sim:</c>, with options or without, for a simulated one.</param>
    internal Task<AccelDevice> OpenAsync(HardwareKernel kernel, string address)
        => _open.GetOrAdd((kernel, address), static key => new(() => OpenNowAsync(key.Kernel, key.Address))).Value;

    /// <summary>The names of a device's methods, each at its number.</summary>
    internal static ImmutableArray<string> EntryPointsOf(HardwareKernel kernel, string address)
        => IsSimulated(address) ? kernel.EntryPoints : KernelEntryPoints.Of(kernel.Class);

    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        foreach (var device in _open.Values.Where(static d => d.IsValueCreated && d.Value.IsCompletedSuccessfully))
        {
            device.Value.Result.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        _open.Clear();
    }

    private static bool IsSimulated(string address) => DeviceUri.Parse(address).Scheme == "sim";

    private static async Task<AccelDevice> OpenNowAsync(HardwareKernel kernel, string address)
    {
        if (!IsSimulated(address))
        {
            return await AccelDevice.OpenAsync(address, new DeviceOptions { Kernel = kernel.Class }).ConfigureAwait(false);
        }

        var options = SimulatedDeviceOptions.Parse(DeviceUri.Parse(address));
        var link = await Task.Run(() => new SimulatedLink(SimulatedDesign.Of(kernel.Generated), options)).ConfigureAwait(false);
        return await AccelDevice.OpenAsync(link).ConfigureAwait(false);
    }
}
