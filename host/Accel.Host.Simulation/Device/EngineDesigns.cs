using Accel.Host.Engine;

namespace Accel.Host.Simulation;

/// <summary>The engines as generated from the sources that lie in this program; each is compiled once a process, when the first device needs it.</summary>
public static class EngineDesigns
{
    private static readonly Lazy<GeneratedKernel> _generated = new(static () => KernelGenerator.Generate(KernelGenerator.Engine));

    private static readonly Lazy<SimulatedDesign> _default = new(static () => ForSimulation(_generated.Value));

    private static readonly Lazy<SimulatedDesign> _compact = new(static () => ForSimulation(KernelGenerator.Generate(KernelGenerator.CompactEngine)));

    /// <summary>The engine without replacements, with its VHDL.</summary>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generated => _generated.Value;

    /// <summary>The same, ready for simulated devices.</summary>
    public static SimulatedDesign Default => _default.Value;

    /// <summary>The compact engine without replacements, ready for simulated devices.</summary>
    public static SimulatedDesign Compact => _compact.Value;

    /// <summary>Makes a generated engine ready for simulated devices.</summary>
    public static SimulatedDesign ForSimulation(GeneratedKernel engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return new SimulatedDesign(
            engine.Kernel,
            engine.Module.Flatten(),
            engine.DesignHash,
            engine.Clock.Hz,
            EngineCapabilities.FromReplacements(engine.Replacements, engine.Kernel),
            EngineCapabilities.AddressableCells(engine.Replacements, engine.Kernel));
    }
}
