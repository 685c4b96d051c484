using System.Collections.Concurrent;
using Accel.Generation;

namespace Accel.Host.Simulation;

/// <summary>The kernels of assemblies that are loaded, each compiled once a process and width of its memory port, when the first device
/// needs it, and kept in <see cref="KernelCache.OfEnvironment"/> for the next process.</summary>
public static class SimulatedKernels
{
    private static readonly ConcurrentDictionary<(Type Kernel, int PortBits), Lazy<GeneratedKernel>> _generated = new();

    private static readonly ConcurrentDictionary<GeneratedKernel, Lazy<SimulatedDesign>> _ready = new(ReferenceEqualityComparer.Instance);

    /// <summary>A kernel with its VHDL, from the sources that the portable PDB of its assembly has or names.</summary>
    /// <param name="kernel">The class.</param>
    /// <param name="portBits">Bits of its memory port; null for its own width.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    /// <exception cref="KernelSourceException">Its sources cannot be read.</exception>
    /// <exception cref="KernelChoiceException">It is no kernel, or the compiler would number its entry points in another order than
    /// reflection does.</exception>
    public static GeneratedKernel Generate(Type kernel, int? portBits = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return _generated.GetOrAdd((kernel, portBits ?? 0), key => new(() => Make(key.Kernel, portBits))).Value;
    }

    /// <summary>The same, ready for simulated devices.</summary>
    /// <inheritdoc cref="Generate"/>
    public static SimulatedDesign Of(Type kernel, int? portBits = null)
        => _ready.GetOrAdd(Generate(kernel, portBits), static generated => new(() => SimulatedDesign.Of(generated))).Value;

    private static GeneratedKernel Make(Type kernel, int? portBits)
    {
        var design = KernelDesigns.Of(kernel, KernelCache.OfEnvironment());
        var generated = KernelGenerator.Generate(design, new() { PortBits = portBits ?? design.PortBits });
        string[] compiled = [.. generated.EntryPoints.Select(Short)], reflected = [.. KernelEntryPoints.Of(kernel).Select(Short)];
        return compiled.SequenceEqual(reflected) ? generated : throw new KernelChoiceException(
            $"{kernel.FullName}: the entry points are {string.Join(", ", compiled)} in the sources, {string.Join(", ", reflected)} in the "
                + "assembly",
            "declare all entry points of a class in one file, and build the assembly from these sources");
    }

    // Without the class, or the interface of an explicit implementation.
    private static string Short(string method) => method[(method.LastIndexOf('.') + 1)..];
}
