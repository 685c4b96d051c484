using System.Globalization;
using System.Numerics;
using Accel.Generation;
using Accel.Rtl.Bench;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// The 7-series netlist that Yosys makes of the emitted VHDL, in Icarus: a trace of the RTL simulation is replayed, and every output
/// compared in every cycle. Where all are equal, so is the memory; else the memory is the one that the netlist's own writes leave.
/// </summary>
/// <param name="designs">The netlists, shared with other rungs.</param>
/// <param name="includesLarge">Take the engines too, whose synthesis and long runs take minutes.</param>
/// <param name="timeout">Of one vector; null for half an hour.</param>
public sealed class NetlistRung(SynthesisedDesigns designs, bool includesLarge = true, TimeSpan? timeout = null) : IRung
{
    private const int LatencyCycles = 1;
    private const long MostCycles = 4_000_000;
    private readonly GateLevelSimulation _gates = new();

    /// <inheritdoc/>
    public string Name => "netlist";

    /// <inheritdoc/>
    public Unavailability? Unavailable => Unavailability.Of(designs.Missing ?? _gates.Missing);

    /// <inheritdoc/>
    public Unavailability? Declines(string kernel)
        => includesLarge || !KernelGenerator.Engines.Contains(kernel)
            ? null
            : new Unavailability("synthesis and gates of a whole engine take minutes", $"accel verify --rung {Name} --kernel {kernel}");

    /// <inheritdoc/>
    public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(vector);
        return await Task.Run(() => Run(kernel.Kernel, vector, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private RungRun Run(string kernel, KernelCase vector, CancellationToken cancellationToken)
    {
        SynthesisedDesign design;
        TraceRecording recording;
        string said;
        try
        {
            design = designs.Of(kernel, cancellationToken);
            recording = TraceRecording.Of(design.Module, vector, LatencyCycles, MostCycles, cancellationToken);
            if (recording.Run.Fault is not null)
            {
                return recording.Run;
            }

            said = _gates.Replay(
                design.Directory, design.Report.NetlistFile, design.Module, recording.Trace, timeout ?? TimeSpan.FromMinutes(30), cancellationToken);
        }
        catch (ToolFailedException e)
        {
            return RungRun.OfVerdict(e.Message);
        }

        if (said.StartsWith("TRACE OK", StringComparison.Ordinal))
        {
            return recording.Run;
        }

        var writes = Writes(design, FirstCycle(recording)).ToList();
        uint[] memory = [.. vector.Memory];
        foreach (var write in writes.Where(w => w.Cell >= 0 && w.Cell < memory.Length))
        {
            memory[write.Cell] = write.Value;
        }

        var mismatch = TraceMismatch.Parse(said);
        return new RungRun(memory, recording.Run.Cycles, writes, mismatch is null ? $"Icarus: {said.Trim()}" : null, mismatch);
    }

    // Rows before the cycle with start: those with reset high. A kernel's cycles count from the start on.
    private static int FirstCycle(TraceRecording recording) => recording.Trace.Count(static c => c == '\n') - 1 - (int)recording.Run.Cycles!.Value;

    // Cells whose address or data is not known are left out: the memory keeps what it had, which no result is.
    private static IEnumerable<KernelWrite> Writes(SynthesisedDesign design, int firstCycle)
    {
        foreach (string[] fields in design.Directory.Read(VerilogTraceBench.WritesFile).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.Split(' ')))
        {
            if (!Hexadecimal(fields[1], out var address) || !Hexadecimal(fields[2], out var data) || !Hexadecimal(fields[3], out var mask) || address > int.MaxValue)
            {
                continue;
            }

            long cycle = long.Parse(fields[0], CultureInfo.InvariantCulture) - firstCycle;
            for (int lane = 0; !(mask >> lane).IsZero; lane++)
            {
                if (!(mask >> lane).IsEven)
                {
                    yield return new KernelWrite(cycle, (int)address + lane, (uint)((data >> (32 * lane)) & uint.MaxValue));
                }
            }
        }
    }

    private static bool Hexadecimal(string digits, out BigInteger value)
        => BigInteger.TryParse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
