using Accel.Rtl.Bench;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>Why a rung cannot run here, and what would change that.</summary>
/// <param name="Reason">For instance <c>ghdl is not installed</c>.</param>
/// <param name="Remedy">A command, for instance <c>sudo apt-get install ghdl</c>; null where nothing would.</param>
public sealed record Unavailability(string Reason, string? Remedy = null)
{
    /// <summary>Of a tool that is not installed; null when there is none, or it is.</summary>
    public static Unavailability? Of(ToolRunner? tool) => tool is null or { IsAvailable: true } ? null : new Unavailability($"{tool.Program} is not installed", tool.InstallCommand);
}

/// <summary>What a rung made of one vector.</summary>
/// <param name="Memory">All cells after the run; none where the rung's verdict is all there is.</param>
/// <param name="Cycles">Clock cycles, where the rung has a clock.</param>
/// <param name="Writes">The kernel's writes in order, where the rung records them; else empty.</param>
/// <param name="Fault">Why the run was broken off, in words; null when it ended by itself.</param>
/// <param name="Trace">The first output that is not that of the RTL simulation, where the rung replays its trace.</param>
public sealed record RungRun(uint[] Memory, long? Cycles, IReadOnlyList<KernelWrite> Writes, string? Fault = null, TraceMismatch? Trace = null)
{
    /// <summary>The verdict of a rung that leaves no memory to compare.</summary>
    public static RungRun OfVerdict(string? fault) => new([], null, [], fault);
}

/// <summary>
/// One way to check a kernel, for instance plain C#, RTL simulation or VHDL in GHDL. Rungs are used by one caller at a time.
/// </summary>
public interface IRung : IDisposable
{
    /// <summary>For instance <c>rtl</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot run here; null when it can.</summary>
    Unavailability? Unavailable { get; }

    /// <summary>True for a proof: it covers all inputs and states, so that it is made once a kernel, without a vector.</summary>
    bool IsProof => false;

    /// <summary>Why the rung leaves out this kernel; null when it takes it.</summary>
    /// <param name="kernel">The kernel's class name.</param>
    Unavailability? Declines(string kernel) => null;

    /// <summary>Why the rung leaves out this vector; null when it takes it.</summary>
    Unavailability? Declines(KernelCase vector) => null;

    /// <summary>The vectors that it takes of a kernel: other ones where its device is a smaller one.</summary>
    /// <param name="kernel">The kernel's vectors on all other rungs.</param>
    IKernelVectors VectorsOf(IKernelVectors kernel) => kernel;

    /// <summary>Runs one vector. The vector's memory is not changed.</summary>
    ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default);
}
