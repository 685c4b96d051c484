using Accel.Host;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>What commands reach out to beside files. Tests bring devices and rungs that are at fault.</summary>
internal sealed record CliServices
{
    /// <summary>How devices are opened.</summary>
    internal DeviceOptions Devices { get; init; } = new();

    /// <summary>From names to rungs of the ladder; none for all.</summary>
    internal Func<IReadOnlyCollection<string>, Rungs> Rungs { get; init; } = static names => new Rungs(names);
}
