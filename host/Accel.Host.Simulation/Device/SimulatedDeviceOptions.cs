using Accel.Generation;
using Accel.Interfaces;

namespace Accel.Host.Simulation;

/// <summary>
/// What a simulated device is like; the options of <c>sim:?key=value</c>. A value that makes no sense is refused when the device is made.
/// </summary>
public sealed record SimulatedDeviceOptions
{
    private const int MostCells = 1 << 28, MostLatency = 100_000;

    /// <summary><c>engine=compact</c>: the engine for small devices.</summary>
    public bool IsCompact { get; init; }

    /// <summary><c>counts=1</c>: the engine has counters, for a profile.</summary>
    public bool HasCounts { get; init; }

    /// <summary><c>port-bits</c>: bits of the engine's memory port, 32 * 2^k up to 1,024; null for the engine's own width.</summary>
    public int? PortBits { get; init; }

    /// <summary>Class name of the engine.</summary>
    internal string Engine => IsCompact ? KernelGenerator.CompactEngine : KernelGenerator.Engine;

    /// <summary><c>cells</c>: cells of the memory, 1 to 2^28; never more than the engine can address.</summary>
    public int MemoryCells { get; init; } = 1 << 22;

    /// <summary><c>latency</c>: cycles from a read's request to its response, 1 to 100,000.</summary>
    public int LatencyCycles { get; init; } = 1;

    /// <summary>
    /// <c>check=uninitialised</c>: the use of a register, memory word or cell that nothing has set is a fault. About three times slower.
    /// </summary>
    public bool CheckUninitialised { get; init; }

    /// <summary><c>stall</c>: seed of a memory that is busy at random; 0 for one that never is.</summary>
    public int StallSeed { get; init; }

    /// <summary><c>cycles</c>: bound of one job, at least 1.</summary>
    public long MostCycles { get; init; } = 2_000_000_000;

    /// <summary>Reads the options of an address.</summary>
    /// <exception cref="DeviceUnavailableException">An option is unknown or out of range.</exception>
    public static SimulatedDeviceOptions Parse(DeviceUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        uri.RequireKnownOptions("cells", "check", "counts", "cycles", "engine", "latency", "port-bits", "stall");
        if (uri.Path.Length != 0)
        {
            throw new DeviceUnavailableException($"device `{uri}`: a simulated device has no path", "`sim:` or `sim:?latency=30`");
        }

        if (uri.Options.TryGetValue("check", out string? check) && check != "uninitialised")
        {
            throw new DeviceUnavailableException($"device `{uri}`: the check `{check}` is unknown", "`sim:?check=uninitialised`");
        }

        if (uri.Options.TryGetValue("engine", out string? engine) && engine != "compact")
        {
            throw new DeviceUnavailableException($"device `{uri}`: the engine `{engine}` is unknown", "`sim:?engine=compact`, or `sim:` for the full one");
        }

        bool hasCounts = uri.Number("counts", 0, 0, 1) == 1;
        if (hasCounts && engine is not null)
        {
            throw new DeviceUnavailableException($"device `{uri}`: the compact engine has no counters", "`sim:?counts=1`");
        }

        int portBits = (int)uri.Number("port-bits", 0, 0, int.MaxValue);
        if (uri.Options.ContainsKey("port-bits") && !IsPortWidth(portBits))
        {
            throw new DeviceUnavailableException(
                $"device `{uri}`: a memory port of {portBits} bits; it has 32 * 2^k, at most {KernelInterface.WidestPortBits}",
                "`sim:?port-bits=128`");
        }

        var defaults = new SimulatedDeviceOptions();
        return new SimulatedDeviceOptions
        {
            IsCompact = engine is not null,
            HasCounts = hasCounts,
            PortBits = portBits == 0 ? null : portBits,
            MemoryCells = (int)uri.Number("cells", defaults.MemoryCells, 1, MostCells),
            LatencyCycles = (int)uri.Number("latency", defaults.LatencyCycles, 1, MostLatency),
            CheckUninitialised = check is not null,
            StallSeed = (int)uri.Number("stall", defaults.StallSeed, 0, int.MaxValue),
            MostCycles = uri.Number("cycles", defaults.MostCycles, 1, long.MaxValue),
        };
    }

    private static bool IsPortWidth(int bits) => int.IsPow2(bits)
        && bits is >= KernelInterface.CellBits and <= KernelInterface.WidestPortBits;

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not; it is named.</exception>
    internal void Require()
    {
        OptionChecks.RequireRange(MemoryCells, 1, MostCells);
        OptionChecks.RequireRange(LatencyCycles, 1, MostLatency);
        OptionChecks.RequireRange(StallSeed, 0, int.MaxValue);
        OptionChecks.RequireRange(MostCycles, 1, long.MaxValue);
    }
}
