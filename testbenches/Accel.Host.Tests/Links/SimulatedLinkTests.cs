using Accel.Host.Simulation;
using Accel.Interfaces;
using Accel.Kernels;

namespace Accel.Host.Tests;

public sealed class SimulatedLinkTests
{
    private static readonly SimulatedDesign _design = new("AddStep", TestKernels.AddStep(), new string('c', 64), 100_000_000, null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_through_the_command_set()
    {
        await using var link = new SimulatedLink(_design, new SimulatedDeviceOptions { MemoryCells = 8, LatencyCycles = 2 });
        var identity = await link.HelloAsync(Token);
        Assert.Equal((8L, "AddStep", new string('c', 64)), (identity.MemoryCells, identity.Kernel, identity.DesignHash));
        Assert.Equal(DeviceState.Idle, (await link.StatusAsync(TimeSpan.Zero, Token)).State);
        await link.WriteAsync(0, new uint[] { 7 }, Token);
        await link.StartAsync(0, 1, Token);
        Assert.Equal(new DeviceStatus(DeviceState.Done, 1, 6), await link.StatusAsync(TimeSpan.FromSeconds(10), Token));
        uint[] result = new uint[2];
        await link.ReadAsync(0, result, Token);
        Assert.Equal([7u, 8u], result);
    }

    [Fact]
    public async Task A_fault_of_the_kernel_becomes_a_status_and_the_device_lives_on()
    {
        var design = _design with
        {
            Module = TestKernels.AddStep(readAddress: 1_000_000), Kernel = nameof(SpikingTransformerCompactEngine),
            Limits = new FakeLink().Identity.Limits,
        };
        await using var device = await AccelDevice.OpenAsync(new SimulatedLink(design, new SimulatedDeviceOptions { MemoryCells = 16 }), null, Token);
        var e = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await device.RunAsync(0, Token));
        Assert.Equal(DeviceErrorCode.OutOfRange, e.Code);
        Assert.Contains("1000000", e.Message, StringComparison.Ordinal);
        await device.WriteAsync(0, new uint[] { 1 }, null, Token);
    }

    [Fact]
    public async Task Devices_do_not_share_their_memory()
    {
        await using var first = new SimulatedLink(_design);
        await using var second = new SimulatedLink(_design);
        await first.WriteAsync(0, new uint[] { 1 }, Token);
        await second.WriteAsync(0, new uint[] { 2 }, Token);
        await Task.WhenAll(first.StartAsync(0, 1, Token).AsTask(), second.StartAsync(0, 1, Token).AsTask());
        await first.StatusAsync(TimeSpan.FromSeconds(10), Token);
        await second.StatusAsync(TimeSpan.FromSeconds(10), Token);
        uint[] a = new uint[1], b = new uint[1];
        await first.ReadAsync(1, a, Token);
        await second.ReadAsync(1, b, Token);
        Assert.Equal((2u, 3u), (a[0], b[0]));
    }

    [Fact]
    public void The_options_of_an_address_are_read_and_checked()
    {
        var options = SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?check=uninitialised&latency=30&cells=64&stall=5&cycles=9&engine=compact"));
        Assert.Equal(new SimulatedDeviceOptions { CheckUninitialised = true, LatencyCycles = 30, MemoryCells = 64, StallSeed = 5, MostCycles = 9, IsCompact = true }, options);
        Assert.Equal(new SimulatedDeviceOptions(), SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:")));
        Assert.Throws<DeviceUnavailableException>(() => SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?check=everything")));
        Assert.Throws<DeviceUnavailableException>(() => SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?engine=tiny")));
        Assert.Throws<DeviceUnavailableException>(() => SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:x")));
        Assert.Equal(new SimulatedDeviceOptions { PortBits = 64 }, SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?port-bits=64")));
        foreach (string bits in (string[])["0", "16", "96", "2048", "-32", "wide", "4294967328"])
        {
            Assert.Throws<DeviceUnavailableException>(() => SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?port-bits=" + bits)));
        }

        Assert.Throws<DeviceUnavailableException>(() => SimulatedDeviceOptions.Parse(DeviceUri.Parse("sim:?speed=9")));
    }
}
