using Accel.Golden.Generation;
using Accel.Hast;
using Accel.Host;
using Accel.Host.Proxies;
using Accel.Host.Simulation;

namespace Accel.Offload.Tests;

public class KernelDeviceTests
{
    private static readonly DeviceOptions _scaler = new() { Kernel = typeof(Scaler) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_of_any_kernel_is_opened_written_started_and_read()
    {
        await using var device = await AccelDevice.OpenAsync("sim:", _scaler, Token);
        Assert.Equal(("Scaler", null, 3), (device.Identity.Kernel, device.Identity.Limits, device.EntryPoints.Length));
        Assert.Equal(["Scale", "Sum", "StepAsync"], device.EntryPoints);

        await device.WriteAsync(0, new uint[] { 2, 7, 3, 5 }, cancellationToken: Token);
        long cycles = await device.RunAsync(0, Token);
        Assert.Equal((uint[])[2, 7, 21, 35], await device.ReadAsync(0, 4, Token));
        Assert.InRange(cycles, 4, 200);

        await device.RunAsync(1, Token);
        Assert.Equal((uint[])[56], await device.ReadAsync(1, 1, Token));
    }

    [Fact]
    public async Task A_run_tells_cycles_and_times_and_leaves_what_the_kernel_writes()
    {
        await using var device = await AccelDevice.OpenAsync("sim:", _scaler, Token);
        var memory = Scaler.Memory(-3, 1, 2, int.MaxValue);
        var run = await device.RunAsync(new Scaler().Scale, memory, verify: true, cancellationToken: Token);
        Assert.Equal([-3, -6, unchecked(int.MaxValue * -3)], Scaler.Numbers(memory));
        Assert.Equal(("Scaler", "Scale"), (run.Kernel, run.EntryPoint));
        Assert.Equal(device.Identity.ClockHz, run.ClockHz);
        Assert.Equal((double)run.Cycles / device.Identity.ClockHz, run.DeviceTime.TotalSeconds, 6);
        Assert.NotNull(run.CpuTime);
        Assert.Null((await device.RunAsync(new Scaler().StepAsync, memory, cancellationToken: Token)).CpuTime);
        Assert.Equal(-2, memory.ReadInt32(Scaler.Factor));
    }

    [Fact]
    public async Task A_proxy_runs_on_the_device_blocking_as_a_task_and_by_its_interface()
    {
        var runs = new List<DeviceRun>();
        await using var device = await AccelDevice.OpenAsync("sim:", _scaler, Token);
        var options = new ProxyOptions { Verify = true, Ran = runs.Add };
        var memory = Scaler.Memory(2, 4, 5);
        var proxy = device.Proxy(new Scaler(), options);
        proxy.Sum(memory);
        Assert.Equal(9, memory.ReadInt32(Scaler.Factor));

        await proxy.StepAsync(memory);
        device.Proxy<IScaler>(new Scaler(), options).Scale(memory);
        Assert.Equal([40, 50], Scaler.Numbers(memory));

        await proxy.RunAsync(memory, nameof(Scaler.Sum), Token);
        Assert.Equal(90, memory.ReadInt32(Scaler.Factor));
        Assert.Equal(["Sum", "StepAsync", "Scale", "Sum"], runs.Select(static r => r.EntryPoint));
        Assert.All(runs, static r => Assert.NotNull(r.CpuTime));
        await Assert.ThrowsAsync<ArgumentException>(async () => await proxy.RunAsync(memory, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await new Scaler().RunAsync(memory, cancellationToken: Token));
    }

    [Fact]
    public async Task A_verified_run_names_the_cell_and_both_values()
    {
        // Damage on the way back: the device computed it right, and the host gets something else.
        var link = new FaultInjectionLink(
            new SimulatedLink(SimulatedKernels.Of(typeof(Scaler))), new LinkFault.FlipRead(3, 0), new LinkFault.FlipRead(4, 1));
        await using var device = await AccelDevice.OpenAsync(link, _scaler, Token);
        var proxy = device.Proxy(new Scaler(), new ProxyOptions { Verify = true });
        var error = Assert.Throws<ResultMismatchException>(() => proxy.Sum(Scaler.Memory(0, 1, 2, 3)));
        Assert.Equal(("Scaler.Sum", 2, 3), (error.Layer, error.Expected, error.Actual));
        Assert.Equal([3], error.Index);
        Assert.Contains("2 cells differ", error.Message, StringComparison.Ordinal);

        // Unverified, nobody is the wiser.
        await device.RunAsync(new Scaler().Sum, Scaler.Memory(0, 1, 2, 3), cancellationToken: Token);
    }

    [Fact]
    public async Task A_memory_is_left_alone_by_a_run_that_fails()
    {
        var link = new FaultInjectionLink(
            new SimulatedLink(SimulatedKernels.Of(typeof(Scaler))), new LinkFault.Unplug(LinkCommand.Read, 0));
        await using var device = await AccelDevice.OpenAsync(link, _scaler, Token);
        var memory = Scaler.Memory(5, 1, 2);
        await Assert.ThrowsAsync<DeviceUnavailableException>(
            async () => await device.RunAsync(new Scaler().Scale, memory, verify: true, cancellationToken: Token));
        Assert.Equal([2u, 5, 1, 2], PlainMemory.Cells(memory));
    }

    [Fact]
    public async Task What_is_not_the_devices_kernel_is_refused()
    {
        var design = SimulatedKernels.Of(typeof(Scaler));
        var other = await Assert.ThrowsAsync<DesignMismatchException>(
            async () => await AccelDevice.OpenAsync(new SimulatedLink(design with { Kernel = "Other" }), _scaler, Token));
        Assert.Equal(("Scaler", "Other"), (other.Expected, other.Actual));
        var none = await Assert.ThrowsAnyAsync<AccelException>(
            async () => await AccelDevice.OpenAsync("sim:", new DeviceOptions { Kernel = typeof(string) }, Token));
        Assert.Contains("is no kernel", none.Message, StringComparison.Ordinal);

        await using var device = await AccelDevice.OpenAsync(new SimulatedLink(design), _scaler, Token);
        await Assert.ThrowsAsync<DesignMismatchException>(
            async () => await device.LoadAsync(RandomModel.Create(RandomConfiguration.Small(2), 2), cancellationToken: Token));
        var large = SimpleMemory.CreateSoftwareMemory((int)device.Identity.MemoryCells + 1);
        Assert.Contains(
            "no room", (await Assert.ThrowsAsync<ArgumentException>(async () => await device.RunAsync(0, large, Token))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => device.Proxy(new object()));

        await using var unknown = await AccelDevice.OpenAsync(new SimulatedLink(design), null, Token);
        Assert.Throws<ArgumentException>(() => unknown.Proxy(new Scaler()));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await unknown.RunAsync(new Scaler().Sum, Scaler.Memory(1), cancellationToken: Token));
        Assert.Equal("1", (await unknown.RunAsync(1, Scaler.Memory(1), Token)).EntryPoint);
    }
}
