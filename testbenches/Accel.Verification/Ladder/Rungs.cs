using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Host.Simulation;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>The rungs above the golden model, lowest first: plain C#, RTL simulation, VHDL in GHDL. All run the same generated netlists.</summary>
public sealed class Rungs : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Module>> _netlists = new(StringComparer.Ordinal);
    private readonly Func<string, Module> _netlist;

    /// <summary>Makes rungs.</summary>
    /// <param name="names">Which; empty for all.</param>
    /// <param name="netlist">From a kernel's name to its netlist; null generates it from the sources in this program.</param>
    public Rungs(IReadOnlyCollection<string> names, Func<string, Module>? netlist = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        _netlist = netlist ?? (static kernel => kernel == KernelGenerator.Engine ? EngineDesigns.Generated.Module : KernelGenerator.Generate(kernel).Module);
        All = [.. Names.Where(n => names.Count == 0 || names.Contains(n)).Select(Make)];
    }

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

    private IRung Make(string name) => name switch
    {
        "csharp" => new PlainRung(),
        "rtl" => new RtlRung(Netlist),
        "ghdl" => new GhdlRung(Netlist),
        _ => throw new ArgumentException($"no rung is called {name}", nameof(name)),
    };

    private Module Netlist(string kernel) => _netlists.GetOrAdd(kernel, k => new Lazy<Module>(() => _netlist(k))).Value;
}
