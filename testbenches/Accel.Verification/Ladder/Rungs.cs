using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>The rungs, lowest first: golden model, plain C#, RTL simulation, VHDL in GHDL, gates in Icarus, proof in Yosys. All take the
/// same generated netlists. The last one, a board's bitstream, is run when it is named: its kernel is scheduled for the board.</summary>
public sealed class Rungs : IDisposable
{
    private readonly SynthesisedDesigns? _synthesised;

    /// <summary>Makes rungs.</summary>
    /// <param name="names">Which; empty for all.</param>
    /// <param name="netlist">From a kernel's name to its netlist; null generates it from the sources in this program.</param>
    /// <param name="bitstream">Makes the bitstream of the rung of that name; null where it is not asked for.</param>
    public Rungs(IReadOnlyCollection<string> names, Func<string, Module>? netlist = null, BitstreamSource? bitstream = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        netlist ??= static kernel => kernel == KernelGenerator.Engine ? EngineDesigns.Generated.Module : KernelGenerator.Generate(kernel).Module;
        var netlists = new ConcurrentDictionary<string, Lazy<Module>>(StringComparer.Ordinal);
        Module Once(string kernel) => netlists.GetOrAdd(kernel, k => new Lazy<Module>(() => netlist(k))).Value;
        Netlist = Once;
        _synthesised = new SynthesisedDesigns(Once);
        All = [.. Names.Where(n => names.Contains(n) || (names.Count == 0 && n != Bitstream)).Select(n => Make(n, Once, _synthesised, bitstream, names.Count > 0))];
    }

    /// <summary>Takes rungs that are there already, and owns them.</summary>
    public Rungs(IReadOnlyList<IRung> rungs) => All = rungs;

    /// <summary>The one that runs a board's bitstream.</summary>
    public const string Bitstream = "bitstream";

    /// <summary>All names, in the order of the ladder.</summary>
    public static ImmutableArray<string> Names { get; } = ["golden", "csharp", "rtl", "ghdl", "netlist", "formal", Bitstream];

    /// <summary>The rungs, lowest first.</summary>
    public IReadOnlyList<IRung> All { get; }

    /// <summary>From a kernel's name to the netlist that the rungs run; null for rungs that were brought along.</summary>
    public Func<string, Module>? Netlist { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rung in All)
        {
            rung.Dispose();
        }

        _synthesised?.Dispose();
    }

    // What takes minutes is run when its rung was named, not as one of all.
    private static IRung Make(string name, Func<string, Module> netlist, SynthesisedDesigns synthesised, BitstreamSource? bitstream, bool isNamed) => name switch
    {
        "golden" => new GoldenRung(),
        "csharp" => new PlainRung(),
        "rtl" => new RtlRung(netlist, stalls: true),
        "ghdl" => new GhdlRung(netlist, traced: netlist),
        "netlist" => new NetlistRung(synthesised, isNamed),
        "formal" => new FormalRung(synthesised),
        Bitstream when bitstream is not null => new BitstreamRung(bitstream),
        _ => throw new ArgumentException($"no rung is called {name}", nameof(name)),
    };
}
