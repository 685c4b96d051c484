using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Rtl.Vhdl;
using Accel.Transformer;
using Accel.Transformer.Reports;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.Simulation;

/// <summary>Makes the kernels of Accel.Kernels into hardware, from the sources that the assembly carries with it.</summary>
public static class KernelGenerator
{
    /// <summary>The kernel that a device runs.</summary>
    public const string Engine = nameof(SpikingTransformerEngine);

    /// <summary>The kernel that runs the same models on small devices.</summary>
    public const string CompactEngine = nameof(SpikingTransformerCompactEngine);

    /// <summary>The kernels that run programs, larger than all others.</summary>
    public static ImmutableArray<string> Engines { get; } = [CompactEngine, Engine];

    /// <summary>Class names of all kernels, sorted, the engine last.</summary>
    public static ImmutableArray<string> Kernels { get; } =
    [
        .. typeof(SpikingTransformerEngine).Assembly.GetExportedTypes()
            .Where(static t => t is { IsClass: true, IsAbstract: false } && t.GetMethods().Any(IsEntryPoint))
            .Select(static t => t.Name)
            .OrderBy(static name => name == Engine)
            .ThenBy(static name => name, StringComparer.Ordinal),
    ];

    /// <summary>The options that a kernel is generated with where nothing else is asked for: a memory port as wide as the kernel
    /// needs.</summary>
    /// <param name="kernel">Class name.</param>
    /// <param name="portBits">Another width of the port, or null.</param>
    public static TransformOptions OptionsOf(string kernel, int? portBits = null) =>
        new() { PortBits = portBits ?? EngineCapabilities.PortBits(kernel) };

    /// <summary>Generates a kernel.</summary>
    /// <param name="kernel">Class name.</param>
    /// <param name="options">Replacements, clock, port and dumps, or null for those of <see cref="OptionsOf"/>.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generate(string kernel, TransformOptions? options = null)
    {
        options ??= OptionsOf(kernel);
        var source = KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly);
        var result = Compile(source, kernel, options);
        var module = result.Module ?? throw new ArgumentException("a kernel that stops after a pass has no netlist: use Dump", nameof(options));
        var vhdl = VhdlWriter.Write(module);
        return new GeneratedKernel(
            kernel,
            result,
            vhdl,
            Hash(string.Concat(vhdl.Select(static f => $"{f.Name}\n{f.Text}"))),
            SourceClosure.Of(source, kernel).ToImmutableSortedDictionary(static f => f.Path, static f => Hash(f.Text), StringComparer.Ordinal),
            options.Replacements,
            options.ClockPeriodNs,
            options.Family);
    }

    /// <summary>What the compiler makes of a kernel and why, without its VHDL.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public static HardwareReport Report(string kernel, TransformOptions options)
        => Compile(KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly), kernel, options).Report
            ?? throw new ArgumentException("a kernel that stops after a pass has no report: use Dump", nameof(options));

    /// <summary>Runs the compiler for its dumps alone, up to the pass after which the options say to stop.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public static void Dump(string kernel, TransformOptions options) => Compile(KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly), kernel, options);

    /// <summary>SHA-256 of a text in UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static TransformResult Compile(KernelSource source, string kernel, TransformOptions options)
    {
        var result = KernelCompiler.Compile(source, kernel, options);
        return result.Module is null && result.Diagnostics.Count > 0 ? throw new GenerationException(kernel, result.Diagnostics) : result;
    }

    private static bool IsEntryPoint(System.Reflection.MethodInfo method)
        => method.IsVirtual && method.GetParameters() is [{ } parameter] && parameter.ParameterType == typeof(SimpleMemory);
}
