using Microsoft.Extensions.Options;

namespace Accel.Host.DependencyInjection;

/// <summary>Where the devices of a service are, and how they are opened. Binds to a section of the configuration; checked when the host
/// starts.</summary>
public class AccelOptions
{
    /// <summary>Addresses of the devices, such as <c>serial:/dev/ttyUSB1</c>. None is given: a simulated one.</summary>
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

    /// <summary>The addresses, or that of a simulated device.</summary>
    internal IReadOnlyList<string> Devices => Addresses.Count == 0 ? ["sim:"] : [.. Addresses];

    /// <summary>What makes no sense, and what would.</summary>
    internal virtual IEnumerable<string> Problems()
    {
        foreach (string address in Addresses)
        {
            if (ProblemOf(address) is { } problem)
            {
                yield return $"{nameof(Addresses)}: {problem}";
            }
        }

        foreach (var (option, time) in ((string, TimeSpan)[])
            [
                (nameof(OpenTimeout), OpenTimeout), (nameof(JobTimeout), JobTimeout), (nameof(FirstRetry), FirstRetry),
                (nameof(LongestRetry), LongestRetry), (nameof(ReturnTimeout), ReturnTimeout),
            ])
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromMilliseconds(int.MaxValue))
            {
                yield return $"{option} is {time}: it must be above zero and at most 24 days";
            }
        }
    }

    private static string? ProblemOf(string address)
    {
        try
        {
            DeviceUri.Parse(address);
            return null;
        }
        catch (DeviceUnavailableException e)
        {
            return $"{e.Message}; {e.Remedy}";
        }
    }
}

/// <summary>Refuses what makes no sense, all at once.</summary>
internal sealed class AccelOptionsValidator<TOptions>(string name) : IValidateOptions<TOptions>
    where TOptions : AccelOptions
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? other, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (other != name)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] wrong = [.. options.Problems()];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
