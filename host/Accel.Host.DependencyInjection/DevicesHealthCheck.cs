using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Accel.Host.DependencyInjection;

/// <summary>Healthy while all devices are there, degraded while some are lost, unhealthy while none is there or they did not
/// open.</summary>
internal sealed class DevicesHealthCheck(IHostedDevices devices) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var (members, problem) = devices.State;
        if (members is null)
        {
            return problem is null ? HealthCheckResult.Healthy("no device was needed yet")
                : HealthCheckResult.Unhealthy($"no device opens: {problem.Message}", problem);
        }

        int alive = members.Count(static m => m.IsAlive);
        string words = $"{alive} of {members.Count} devices are there";
        var data = members.ToDictionary(
            static m => FormattableString.Invariant($"device {m.Index}"),
            static object (m) => m.IsAlive ? FormattableString.Invariant($"{m.Inferred} done") : $"lost: {m.LastError}");
        return alive == members.Count ? HealthCheckResult.Healthy(words, data)
            : alive > 0 ? HealthCheckResult.Degraded(words, null, data)
            : HealthCheckResult.Unhealthy(words, null, data);
    }
}
