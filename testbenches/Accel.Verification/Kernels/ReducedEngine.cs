using Accel.Generation;
using Accel.Host.EventEngine;
using Accel.Rtl;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>
/// The engine with sizes and widths for small networks, in place of its defaults: Yosys and Icarus take minutes for its gates, and an
/// hour for those of the default engine.
/// </summary>
public static class ReducedEngine
{
    /// <summary>What it has room for.</summary>
    public static EventEngineLimits Limits { get; } = EventEngineLimits.Default with
    {
        BankRows = 128,
        AccumulatorBits = 16,
        ShortcutBits = 20,
        MembraneBits = 21,
        KeyBits = 2,
        ProductBits = 10,
        LeftShiftBits = 4,
        MaxSize = 64,
        MaxTimesteps = 5,
        MaxClasses = 16,
        PortBits = 128,
    };

    /// <summary>The vectors of the default engine, for this one.</summary>
    public static IKernelVectors Vectors { get; } = new EngineVectors(Limits);

    /// <summary>Its netlist, of the sources in this program; of a kernel with another name, that without replacements.</summary>
    public static Module Netlist(string kernel) => KernelGenerator.Generate(kernel, kernel == KernelGenerator.Engine
        ? new TransformOptions { Replacements = Limits.ToReplacements(), PortBits = Limits.PortBits } : null).Module;
}
