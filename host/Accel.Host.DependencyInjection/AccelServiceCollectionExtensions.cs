using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Accel.Host;
using Accel.Host.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Accel devices to an application's services.</summary>
public static class AccelServiceCollectionExtensions
{
    /// <summary>
    /// Adds the devices of a kernel as <see cref="IKernelDevice"/>: one, or several that share the work. They live as long as the host;
    /// what
    /// they do is logged, metered and traced as that of any device.
    /// </summary>
    /// <typeparam name="TKernel">The kernel's class.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says where the devices are, and how they are opened; null for a simulated one.</param>
    /// <param name="key">The key of the service, for applications with several; null for none.</param>
    public static IServiceCollection AddAccel<[DynamicallyAccessedMembers(AccelDevice.NeededOfKernels)] TKernel>(
        this IServiceCollection services, Action<AccelOptions>? configure = null, string? key = null)
        where TKernel : class
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = key ?? Options.Options.DefaultName;
        services.AddOptions<AccelOptions>(name).Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccelOptions>>(new AccelOptionsValidator(name));
        services.AddKeyedSingleton(name, (provider, _) => Make(provider, name, typeof(TKernel)));
        if (key is null)
        {
            services.AddSingleton<IKernelDevice>(provider => provider.GetRequiredKeyedService<HostedDevices>(name));
        }
        else
        {
            services.AddKeyedSingleton<IKernelDevice>(key, (provider, _) => provider.GetRequiredKeyedService<HostedDevices>(name));
        }

        return services.AddSingleton<IHostedService>(provider => new HostedDevicesLifetime(
            provider.GetRequiredKeyedService<HostedDevices>(name), OptionsOf(provider, name).WarmUp));
    }

    /// <summary>The same with options from a section of the configuration.</summary>
    /// <typeparam name="TKernel">The kernel's class.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section, for instance <c>builder.Configuration.GetSection("Accel")</c>.</param>
    /// <param name="key">The key of the service, for applications with several; null for none.</param>
    public static IServiceCollection AddAccel<[DynamicallyAccessedMembers(AccelDevice.NeededOfKernels)] TKernel>(
        this IServiceCollection services, IConfiguration section, string? key = null)
        where TKernel : class
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddAccel<TKernel>(options => section.Bind(options), key);
    }

    /// <summary>Adds a health check of the devices of a service.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="key">The key that they were added with; null for none.</param>
    /// <param name="name">The check's name; null for <c>accel</c>, with the key behind it.</param>
    public static IHealthChecksBuilder AddAccel(this IHealthChecksBuilder builder, string? key = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (key is null ? "accel" : $"accel-{key}"),
            provider => new DevicesHealthCheck(provider.GetRequiredKeyedService<HostedDevices>(key ?? Options.Options.DefaultName)),
            failureStatus: null,
            tags: ["accel"]));
    }

    private static HostedDevices Make(
        IServiceProvider provider, string name, [DynamicallyAccessedMembers(AccelDevice.NeededOfKernels)] Type kernel)
    {
        var options = OptionsOf(provider, name);
        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Accel.Host");
        var pool = new PoolOptions
        {
            Device = new DeviceOptions
            {
                Kernel = kernel,
                ExpectedDesignHash = options.ExpectedDesignHash,
                OpenTimeout = options.OpenTimeout,
                JobTimeout = options.JobTimeout,
                Meters = provider.GetService<IMeterFactory>(),
                Logger = logger,
            },
            FirstRetry = options.FirstRetry,
            LongestRetry = options.LongestRetry,
            ReturnTimeout = options.ReturnTimeout,
            Logger = logger,
        };
        string[] addresses = options.Addresses.Count == 0 ? ["sim:"] : [.. options.Addresses];
        return new HostedDevices(AccelDevice.EntryPointsOf(kernel), stop => KernelPool.OpenAsync(addresses, pool, stop));
    }

    private static AccelOptions OptionsOf(IServiceProvider provider, string name)
        => provider.GetRequiredService<IOptionsMonitor<AccelOptions>>().Get(name);
}
