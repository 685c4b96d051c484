using Microsoft.Extensions.Options;

namespace Accel.Host.DependencyInjection;

/// <summary>Where the devices of a service are, and how they are opened. Binds to a section of the configuration; checked when the host
/// starts.</summary>
public sealed class AccelOptions
{
    /// <summary>Addresses of the devices, such as <c>serial:/dev/ttyUSB1</c>; at least one. None is given: a simulated one.</summary>
    public IList<string> Addresses { get; } = [];

    /// <summary>Opens the devices while the host starts, so that the first call does not wait; a device that does not open fails the
    /// start.</summary>
    public bool WarmUp { get; set; }

    /// <summary><see cref="DeviceOptions.ExpectedDesignHash"/>.</summary>
    public string? ExpectedDesignHash { get; set; }

    /// <summary><see cref="DeviceOptions.OpenTimeout"/>.</summary>
    public TimeSpan OpenTimeout { get; set; } = new DeviceOptions().OpenTimeout;

    /// <summary><see cref="DeviceOptions.JobTimeout"/>.</summary>
    public TimeSpan JobTimeout { get; set; } = new DeviceOptions().JobTimeout;

    /// <summary><see cref="PoolOptions.FirstRetry"/>.</summary>
    public TimeSpan FirstRetry { get; set; } = new PoolOptions().FirstRetry;

    /// <summary><see cref="PoolOptions.LongestRetry"/>.</summary>
    public TimeSpan LongestRetry { get; set; } = new PoolOptions().LongestRetry;

    /// <summary><see cref="PoolOptions.ReturnTimeout"/>.</summary>
    public TimeSpan ReturnTimeout { get; set; } = new PoolOptions().ReturnTimeout;
}

/// <summary>Refuses what makes no sense, all at once.</summary>
internal sealed class AccelOptionsValidator(string name) : IValidateOptions<AccelOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? other, AccelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (other != name)
        {
            return ValidateOptionsResult.Skip;
        }

        var wrong = new List<string>();
        foreach (string address in options.Addresses)
        {
            try
            {
                DeviceUri.Parse(address);
            }
            catch (DeviceUnavailableException e)
            {
                wrong.Add($"{nameof(AccelOptions.Addresses)}: {e.Message}; {e.Remedy}");
            }
        }

        RequireLimit(nameof(AccelOptions.OpenTimeout), options.OpenTimeout);
        RequireLimit(nameof(AccelOptions.JobTimeout), options.JobTimeout);
        RequireLimit(nameof(AccelOptions.FirstRetry), options.FirstRetry);
        RequireLimit(nameof(AccelOptions.LongestRetry), options.LongestRetry);
        RequireLimit(nameof(AccelOptions.ReturnTimeout), options.ReturnTimeout);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void RequireLimit(string option, TimeSpan time)
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromMilliseconds(int.MaxValue))
            {
                wrong.Add($"{option} is {time}: it must be above zero and at most 24 days");
            }
        }
    }
}
