using Accel.Host;
using Accel.Host.Proxies;

namespace Accel.Offload.Tests;

/// <summary>Which calls of a proxy reach the device; one that has none is refused.</summary>
public class ProxyTests
{
    [Fact]
    public async Task A_class_none_of_whose_entry_points_can_be_overridden_needs_its_interface()
    {
        await using var device = await AccelDevice.OpenAsync(
            "sim:", new DeviceOptions { Kernel = typeof(Halver) }, TestContext.Current.CancellationToken);
        var error = Assert.Throws<ArgumentException>(() => device.Proxy(new Halver()));
        Assert.Contains("would run Scale as plain C#", error.Message, StringComparison.Ordinal);
        Assert.Contains("device.Proxy<IScaler>(...)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => device.Proxy<IMarked>(new Halver()));

        var runs = new List<DeviceRun>();
        var memory = Scaler.Memory(8);
        device.Proxy<IScaler>(new Halver(), new ProxyOptions { Ran = runs.Add }).Scale(memory);
        device.Proxy<INamedScaler>(new Halver(), new ProxyOptions { Ran = runs.Add }).Scale(memory);
        Assert.Equal((2, 2), (memory.ReadInt32(Scaler.Factor), runs.Count));
    }

    [Fact]
    public async Task What_is_not_virtual_is_plain_on_a_proxy_of_the_class_but_for_its_asynchronous_call()
    {
        var token = TestContext.Current.CancellationToken;
        await using var device = await AccelDevice.OpenAsync("sim:", new DeviceOptions { Kernel = typeof(Scaler) }, token);
        var runs = new List<string>();
        var proxy = device.Proxy(new Scaler(), new ProxyOptions { Ran = run => runs.Add(run.EntryPoint) });
        var memory = Scaler.Memory(2, 3);
        proxy.Scale(memory);
        ((IScaler)proxy).Scale(memory);
        Assert.Equal([12], Scaler.Numbers(memory));
        Assert.Empty(runs);
        await proxy.RunAsync(memory, nameof(Scaler.Scale), token);
        Assert.Equal([24], Scaler.Numbers(memory));
        Assert.Equal(["Scale"], runs);
    }

    /// <summary>An interface that has its entry point from another one.</summary>
    public interface INamedScaler : IScaler;

    /// <summary>An interface without an entry point.</summary>
    public interface IMarked;

    /// <summary>A kernel whose only entry point is an interface's, and not virtual.</summary>
    public class Halver : INamedScaler, IMarked
    {
        /// <inheritdoc/>
        public void Scale(SimpleMemory memory) => memory.WriteInt32(Scaler.Factor, memory.ReadInt32(Scaler.Factor) >> 1);
    }
}
