using Accel.Host.Simulation;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>Why a rung cannot run here, and what would change that.</summary>
/// <param name="Reason">For instance <c>ghdl is not installed</c>.</param>
/// <param name="Remedy">A command, for instance <c>sudo apt-get install ghdl</c>.</param>
public sealed record Unavailability(string Reason, string Remedy)
{
    /// <summary>Of a tool that is not installed; null when there is none, or it is.</summary>
    public static Unavailability? Of(ToolRunner? tool) => tool is null or { IsAvailable: true } ? null : new Unavailability($"{tool.Program} is not installed", tool.InstallCommand);
}

/// <summary>What a rung made of one vector.</summary>
/// <param name="Memory">All cells after the run.</param>
/// <param name="Cycles">Clock cycles, where the rung has a clock.</param>
/// <param name="Writes">The kernel's writes in order, where the rung records them; else empty.</param>
/// <param name="Fault">Why the run was broken off, in words; null when it ended by itself.</param>
public sealed record RungRun(uint[] Memory, long? Cycles, IReadOnlyList<KernelWrite> Writes, string? Fault = null);

/// <summary>One way to run a kernel: plain C#, RTL simulation, VHDL in GHDL. Rungs are used by one caller at a time.</summary>
public interface IRung : IDisposable
{
    /// <summary>For instance <c>rtl</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot run here; null when it can.</summary>
    Unavailability? Unavailable { get; }

    /// <summary>Runs one vector. The vector's memory is not changed.</summary>
    ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default);
}
