using System.Collections.Concurrent;
using Accel.Generation;

namespace Accel.Host.Simulation;

/// <summary>
/// The engines as generated from the sources that lie in this program; each is compiled once a process and width of its memory port, when
/// the first device needs it.
/// </summary>
public static class EngineDesigns
{
    private static readonly ConcurrentDictionary<(string Engine, int PortBits, bool HasCounts), Lazy<GeneratedKernel>> _generated = new();

    private static readonly ConcurrentDictionary<(string Engine, int PortBits, bool HasCounts), Lazy<SimulatedDesign>> _ready = new();

    /// <summary>The engine without replacements, with its VHDL.</summary>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generated => Generate(KernelGenerator.Engine);

    /// <summary>The same, ready for simulated devices.</summary>
    public static SimulatedDesign Default => Of(KernelGenerator.Engine);

    /// <summary>The compact engine without replacements, ready for simulated devices.</summary>
    public static SimulatedDesign Compact => Of(KernelGenerator.CompactEngine);

    /// <summary>An engine without replacements but that for counters, with its VHDL.</summary>
    /// <param name="engine">Class name.</param>
    /// <param name="portBits">Bits of its memory port; null for its own width.</param>
    /// <param name="hasCounts">The engine has counters.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generate(string engine, int? portBits = null, bool hasCounts = false)
    {
        var options = KernelGenerator.OptionsOf(engine, portBits);
        options = hasCounts ? options with { Replacements = options.Replacements.SetItem("Accel.Engine.Counts", "1") } : options;
        return _generated.GetOrAdd(
            (engine, options.PortBits, hasCounts), _ => new(() => KernelGenerator.Generate(engine, options))).Value;
    }

    /// <summary>The same, ready for simulated devices.</summary>
    /// <param name="engine">Class name.</param>
    /// <param name="portBits">Bits of its memory port; null for its own width.</param>
    /// <param name="hasCounts">The engine has counters.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static SimulatedDesign Of(string engine, int? portBits = null, bool hasCounts = false)
        => _ready.GetOrAdd((engine, KernelGenerator.OptionsOf(engine, portBits).PortBits, hasCounts), key =>
            new(() => SimulatedDesign.Of(Generate(engine, key.PortBits, hasCounts)))).Value;
}
