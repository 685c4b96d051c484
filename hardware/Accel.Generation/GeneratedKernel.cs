using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Reports;

namespace Accel.Generation;

/// <summary>A kernel made into hardware.</summary>
/// <param name="Design">What it was made from.</param>
/// <param name="Result">What the compiler made of it; it has a netlist.</param>
/// <param name="Vhdl">The netlist as VHDL, in the order in which the files must be analysed.</param>
/// <param name="DesignHash">SHA-256 over names and texts of the VHDL files, 64 lower-case hexadecimal digits.</param>
/// <param name="Replacements">Values that were given for [Replaceable] constants.</param>
/// <param name="ClockPeriodNs">The clock that its schedule was made for.</param>
/// <param name="Family">The device family whose delays its schedule was made with.</param>
public sealed record GeneratedKernel(
    KernelDesign Design,
    TransformResult Result,
    ImmutableArray<VhdlFile> Vhdl,
    string DesignHash,
    ImmutableSortedDictionary<string, string> Replacements,
    double ClockPeriodNs,
    DeviceFamily Family)
{
    /// <summary>Look-up tables and flip-flops that a bit of a register may drive, where that was limited.</summary>
    public int? MaxFanOut { get; init; }

    /// <summary>Class name, without namespace.</summary>
    public string Kernel => Design.Kernel[(Design.Kernel.LastIndexOf('.') + 1)..];

    /// <summary>The netlist.</summary>
    public Module Module => Result.Module!;

    /// <summary>Its entry points, <c>Class.Method</c>, in the order of their member numbers.</summary>
    public ImmutableArray<string> EntryPoints => Report.Processes[0].EntryPoints;

    /// <summary>Bits of its memory port.</summary>
    public int PortBits => Report.PortBits;

    /// <summary>What the compiler did not make as fast as it looks; none of it is an error.</summary>
    public IReadOnlyList<KernelDiagnostic> Notes => Result.Notes;

    /// <summary>Loops, states, storage and estimates.</summary>
    public HardwareReport Report => Result.Report!;

    /// <summary>The clock that it may run at, as far as the estimate of its longest path says: at most that of its schedule.</summary>
    public AllowedClock Clock => new(1000 / ClockPeriodNs, Report.Estimate.DepthNs);
}
