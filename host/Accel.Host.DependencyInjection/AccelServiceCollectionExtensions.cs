using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Accel.Host;
using Accel.Host.DependencyInjection;
using Accel.Models;
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
    /// what they do is logged, metered and traced as that of any device.
    /// </summary>
    /// <typeparam name="TKernel">The kernel's class.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says where the devices are, and how they are opened; null for a simulated one.</param>
    /// <param name="key">The key of the service, for applications with several; null for none.</param>
    public static IServiceCollection AddAccel<[DynamicallyAccessedMembers(AccelDevice.NeededOfKernels)] TKernel>(
        this IServiceCollection services, Action<AccelOptions>? configure = null, string? key = null)
        where TKernel : class
    {
        return services.AddHosted<AccelOptions, HostedKernel, IKernelDevice>(
            key, configure ?? (static _ => { }), (provider, options) => MakeKernel(provider, options, typeof(TKernel)));
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

    /// <summary>
    /// Adds devices with a model as <see cref="IInferenceSession"/>: one, or several that share the work. They live as long as the host;
    /// what they do is logged, metered and traced as that of any device.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says which model, where the devices are, and how they are opened.</param>
    /// <param name="key">The key of the service, for applications with several; null for none.</param>
    public static IServiceCollection AddAccelModel(
        this IServiceCollection services, Action<AccelModelOptions> configure, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<AccelModelOptions>(key ?? Options.Options.DefaultName).PostConfigure<IServiceProvider>(
            static (options, provider) => options.Model = options.Model.Length == 0 ? ""
                : Path.Combine(provider.GetService<IHostEnvironment>()?.ContentRootPath ?? "", options.Model));
        return services.AddHosted<AccelModelOptions, HostedSession, IInferenceSession>(key, configure, MakeSession);
    }

    /// <summary>The same with options from a section of the configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section, for instance <c>builder.Configuration.GetSection("Digits")</c>.</param>
    /// <param name="key">The key of the service, for applications with several; null for none.</param>
    public static IServiceCollection AddAccelModel(this IServiceCollection services, IConfiguration section, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddAccelModel(options => section.Bind(options), key);
    }

    /// <summary>Adds a health check of the devices of a kernel.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="key">The key that they were added with; null for none.</param>
    /// <param name="name">The check's name; null for <c>accel</c>, with the key behind it.</param>
    public static IHealthChecksBuilder AddAccel(this IHealthChecksBuilder builder, string? key = null, string? name = null)
        => builder.AddHosted<HostedKernel>(key, name ?? (key is null ? "accel" : $"accel-{key}"));

    /// <summary>Adds a health check of the devices of a model.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="key">The key that they were added with; null for none.</param>
    /// <param name="name">The check's name; null for <c>accel-model</c>, with the key behind it.</param>
    public static IHealthChecksBuilder AddAccelModel(this IHealthChecksBuilder builder, string? key = null, string? name = null)
        => builder.AddHosted<HostedSession>(key, name ?? (key is null ? "accel-model" : $"accel-model-{key}"));

    // Devices of either kind: options that are checked, the service, and its life with the host.
    private static IServiceCollection AddHosted<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, THosted, TService>(
        this IServiceCollection services, string? key, Action<TOptions> configure, Func<IServiceProvider, TOptions, THosted> make)
        where TOptions : AccelOptions
        where THosted : class, TService, IHostedDevices
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = key ?? Options.Options.DefaultName;
        services.AddOptions<TOptions>(name).Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new AccelOptionsValidator<TOptions>(name));
        services.AddKeyedSingleton(name, (provider, _) => make(provider, OptionsOf(provider)));
        if (key is null)
        {
            services.AddSingleton<TService>(Hosted);
        }
        else
        {
            services.AddKeyedSingleton<TService>(key, (provider, _) => Hosted(provider));
        }

        return services.AddSingleton<IHostedService>(
            provider => new HostedDevicesLifetime(Hosted(provider), OptionsOf(provider).WarmUp));

        THosted Hosted(IServiceProvider provider) => provider.GetRequiredKeyedService<THosted>(name);

        TOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
    }

    private static IHealthChecksBuilder AddHosted<THosted>(this IHealthChecksBuilder builder, string? key, string check)
        where THosted : class, IHostedDevices
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            check,
            provider => new DevicesHealthCheck(provider.GetRequiredKeyedService<THosted>(key ?? Options.Options.DefaultName)),
            failureStatus: null,
            tags: ["accel"]));
    }

    private static HostedKernel MakeKernel(
        IServiceProvider provider, AccelOptions options, [DynamicallyAccessedMembers(AccelDevice.NeededOfKernels)] Type kernel)
    {
        var pool = PoolOf(provider, options);
        pool = pool with { Device = pool.Device with { Kernel = kernel } };
        return new HostedKernel(AccelDevice.EntryPointsOf(kernel), stop => KernelPool.OpenAsync(options.Devices, pool, stop));
    }

    private static HostedSession MakeSession(IServiceProvider provider, AccelModelOptions options)
    {
        var pool = PoolOf(provider, options);

        // A file that cannot be read now may be there the next time.
        var model = new Lazy<SpikingTransformerModel>(
            () => SpikingTransformerModel.Load(options.Model), LazyThreadSafetyMode.PublicationOnly);
        return new HostedSession(
            model,
            options.Devices.Count,
            async stop => await SessionPool.OpenAsync(
                options.Devices, await Task.Run(() => model.Value, stop).ConfigureAwait(false), pool, stop).ConfigureAwait(false));
    }

    private static PoolOptions PoolOf(IServiceProvider provider, AccelOptions options)
    {
        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Accel.Host");
        return new PoolOptions
        {
            Device = new DeviceOptions
            {
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
    }
}
