using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Accel.Offload.Tests;

/// <summary>Hosts that have nothing but what a test adds.</summary>
internal static class Hosts
{
    /// <summary>A host's builder with settings of the configuration.</summary>
    internal static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddMetrics();
        return builder;
    }

    /// <summary>What the health checks of a host say.</summary>
    internal static Task<HealthReport> CheckAsync(IHost host)
        => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
}
