using System.Diagnostics;
using System.Diagnostics.Metrics;
using Accel.Host;
using Accel.Host.Proxies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Accel.Offload.Tests;

/// <summary>Devices as services of a host.</summary>
public class HostedDeviceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_bound_warmed_up_run_measured_traced_and_closed_with_the_host()
    {
        var builder = Hosts.Builder(("Accel:Addresses:0", "sim:"), ("Accel:Addresses:1", "sim:?latency=5"), ("Accel:WarmUp", "true"));
        builder.Services.AddAccel<Scaler>(builder.Configuration.GetSection("Accel"));
        builder.Services.AddHealthChecks().AddAccel();
        List<string> activities = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AccelTracing.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(
                        $"{activity.OperationName} {activity.GetTagItem("accel.kernel")}.{activity.GetTagItem("accel.entry_point")}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        List<string> measured = [];
        using var meters = new MeterListener { InstrumentPublished = static (i, l) => l.EnableMeasurementEvents(i) };
        meters.SetMeasurementEventCallback<double>((i, _, tags, _) =>
        {
            if (i.Name == "accel.run.duration")
            {
                measured.Add(string.Join(' ', tags.ToArray().Select(static t => t.Value)));
            }
        });
        meters.Start();

        IKernelDevice device;
        using (var host = builder.Build())
        {
            await host.StartAsync(Token);
            device = host.Services.GetRequiredService<IKernelDevice>();
            Assert.Equal("2 of 2 devices are there", (await Hosts.CheckAsync(host)).Entries["accel"].Description);
            var memory = Scaler.Memory(0, 4, 5);
            device.Proxy(new Scaler(), new ProxyOptions { Verify = true }).Sum(memory);
            Assert.Equal(9, memory.ReadInt32(Scaler.Factor));
            await host.StopAsync(Token);
        }

        Assert.Contains("accel.run Scaler.Sum", activities);
        Assert.Contains("ok Sum", measured);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await device.RunAsync(0, Scaler.Memory(1), Token));
    }

    [Fact]
    public async Task Services_have_keys_and_open_when_they_are_needed()
    {
        var builder = Hosts.Builder();
        builder.Services.AddAccel<Scaler>(key: "scaler").AddAccel<Counter>(static o => o.Addresses.Add("sim:?cells=64"), "counter");
        builder.Services.AddHealthChecks().AddAccel("scaler").AddAccel("counter");
        using var host = builder.Build();
        await host.StartAsync(Token);
        var counter = host.Services.GetRequiredKeyedService<IKernelDevice>("counter");
        Assert.Null(host.Services.GetService<IKernelDevice>());
        Assert.Equal(["Step", "Factorial"], counter.EntryPoints);
        Assert.Equal(
            3, host.Services.GetRequiredKeyedService<IKernelDevice>("scaler").EntryPoints.Length);
        Assert.Equal(HealthStatus.Healthy, (await Hosts.CheckAsync(host)).Status);

        // Its recursion has no depth, so that the compiler refuses it; the other one is as healthy as before.
        await Assert.ThrowsAnyAsync<AccelException>(
            async () => await counter.RunAsync(new Counter().Factorial, Scaler.Memory(1), cancellationToken: Token));
        var health = await Hosts.CheckAsync(host);
        Assert.Equal(
            (HealthStatus.Healthy, HealthStatus.Unhealthy),
            (health.Entries["accel-scaler"].Status, health.Entries["accel-counter"].Status));
        Assert.Contains("Counter", health.Entries["accel-counter"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_when_the_host_starts()
    {
        var builder = Hosts.Builder(("Accel:Addresses:0", "nowhere"), ("Accel:JobTimeout", "-00:00:01"));
        builder.Services.AddAccel<Scaler>(builder.Configuration.GetSection("Accel"));
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("`nowhere` is no device", error.Message, StringComparison.Ordinal);
        Assert.Contains("JobTimeout is -00:00:01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_does_not_open_fails_the_start_of_a_host_that_warms_up()
    {
        var builder = Hosts.Builder(("Accel:Addresses:0", "serial:/no/such/port"), ("Accel:WarmUp", "true"));
        builder.Services.AddAccel<Scaler>(builder.Configuration.GetSection("Accel"));
        using var host = builder.Build();
        await Assert.ThrowsAsync<DeviceUnavailableException>(() => host.StartAsync(Token));
    }
}
