using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Host.Simulation;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>The rungs above the golden model, lowest first: plain C#, RTL simulation, VHDL in GHDL. All run the same generated netlists.</summary>
public sealed class Rungs : IDisposable
{
    /// <summary>Makes rungs.</summary>
    /// <param name="names">Which; empty for all.</param>
    /// <param name="netlist">From a kernel's name to its netlist; null generates it from the sources in this program.</param>
    public Rungs(IReadOnlyCollection<string> names, Func<string, Module>? netlist = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        netlist ??= static kernel => kernel == KernelGenerator.Engine ? EngineDesigns.Generated.Module : KernelGenerator.Generate(kernel).Module;
        var netlists = new ConcurrentDictionary<string, Lazy<Module>>(StringComparer.Ordinal);
        Module Once(string kernel) => netlists.GetOrAdd(kernel, k => new Lazy<Module>(() => netlist(k))).Value;
        All = [.. Names.Where(n => names.Count == 0 || names.Contains(n)).Select(n => Make(n, Once))];
    }

    /// <summary>Takes rungs that are there already, and owns them.</summary>
    public Rungs(IReadOnlyList<IRung> rungs) => All = rungs;

    /// <summary>All names, in the order of the ladder.</summary>
    public static ImmutableArray<string> Names { get; } = ["csharp", "rtl", "ghdl"];

    /// <summary>The rungs, lowest first.</summary>
    public IReadOnlyList<IRung> All { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rung in All)
        {
            rung.Dispose();
        }
    }

    private static IRung Make(string name, Func<string, Module> netlist) => name switch
    {
        "csharp" => new PlainRung(),
        "rtl" => new RtlRung(netlist),
        "ghdl" => new GhdlRung(netlist),
        _ => throw new ArgumentException($"no rung is called {name}", nameof(name)),
    };
}
