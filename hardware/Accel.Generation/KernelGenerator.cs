using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Accel.Kernels;
using Accel.Rtl.Vhdl;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Accel.Transformer.Reports;
using Hast.Transformer.SimpleMemory;

namespace Accel.Generation;

/// <summary>Makes kernels into hardware.</summary>
public static class KernelGenerator
{
    /// <summary>The kernel that a device runs.</summary>
    public const string Engine = nameof(SpikingTransformerEngine);

    /// <summary>The kernel that runs the same models on small devices.</summary>
    public const string CompactEngine = nameof(SpikingTransformerCompactEngine);

    /// <summary>The kernels that run programs, larger than all others.</summary>
    public static ImmutableArray<string> Engines { get; } = [CompactEngine, Engine];

    /// <summary>Class names of all kernels of Accel.Kernels, sorted, the engine last.</summary>
    public static ImmutableArray<string> Kernels { get; } =
    [
        .. typeof(SpikingTransformerEngine).Assembly.GetExportedTypes()
            .Where(static t => t is { IsClass: true, IsAbstract: false } && t.GetMethods().Any(IsEntryPoint))
            .Select(static t => t.Name)
            .OrderBy(static name => name == Engine)
            .ThenBy(static name => name, StringComparer.Ordinal),
    ];

    /// <summary>The options that a kernel of Accel.Kernels is generated with where nothing else is asked for: a memory port as wide as the
    /// kernel needs.</summary>
    /// <param name="kernel">Class name.</param>
    /// <param name="portBits">Another width of the port, or null.</param>
    public static TransformOptions OptionsOf(string kernel, int? portBits = null) =>
        new() { PortBits = portBits ?? KernelDesign.OfAccel(kernel).PortBits };

    /// <summary>Generates a kernel of Accel.Kernels.</summary>
    /// <param name="kernel">Class name.</param>
    /// <param name="options">Replacements, clock, port and dumps, or null for those of <see cref="OptionsOf"/>.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generate(string kernel, TransformOptions? options = null)
        => Generate(KernelDesign.OfAccel(kernel), options);

    /// <summary>Generates a kernel.</summary>
    /// <param name="design">The class and its sources.</param>
    /// <param name="options">Replacements, clock, port and dumps, or null for the defaults and the design's port.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    public static GeneratedKernel Generate(KernelDesign design, TransformOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new TransformOptions { PortBits = design.PortBits };
        var result = Compile(design, options);
        var module = result.Module ?? throw new ArgumentException("a kernel that stops after a pass has no netlist: use Dump", nameof(options));
        var vhdl = VhdlWriter.Write(module);
        return new GeneratedKernel(
            design,
            result,
            vhdl,
            Hash(string.Concat(vhdl.Select(static f => $"{f.Name}\n{f.Text}"))),
            options.Replacements,
            options.ClockPeriodNs,
            options.Family)
        {
            MaxFanOut = options.MaxFanOut,
        };
    }

    /// <summary>What the compiler makes of a kernel and why, without its VHDL.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public static HardwareReport Report(KernelDesign design, TransformOptions options)
        => Compile(design, options).Report
            ?? throw new ArgumentException("a kernel that stops after a pass has no report: use Dump", nameof(options));

    /// <summary>Runs the compiler for its dumps alone, up to the pass after which the options say to stop.</summary>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public static void Dump(KernelDesign design, TransformOptions options) => Compile(design, options);

    /// <summary>SHA-256 of a text in UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A kernel's plain C#, which says what the hardware must compute, with loops that count on a budget.</summary>
    /// <exception cref="GenerationException">It does not compile.</exception>
    public static KernelAssembly Plain(KernelDesign design, TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        KernelImage Make()
        {
            var (image, diagnostics) = KernelAssembly.Compile(design.Source, design.Kernel, options, isCounted: true);
            return image ?? throw new GenerationException(design.Kernel, diagnostics);
        }

        return design.Cache is not null && CacheKey.Of("plain", design.Source, options, design.Kernel) is { } key
            ? KernelAssembly.Load(design.Cache.Get(key, CachedKernel.ReadImage, Make, CachedKernel.Write)) : KernelAssembly.Load(Make());
    }

    private static TransformResult Compile(KernelDesign design, TransformOptions options)
    {
        TransformResult Make() => KernelCompiler.Compile(design.Source, design.Kernel, options);
        var result = design.Cache is not null && CacheKey.Of("kernel", design.Source, options, design.Kernel) is { } key
            ? design.Cache.Get(key, CachedKernel.ReadResult, Make, CachedKernel.Write) : Make();
        return result.Module is null && result.Diagnostics.Count > 0
            ? throw new GenerationException(design.Kernel, result.Diagnostics) : result;
    }

    private static bool IsEntryPoint(System.Reflection.MethodInfo method)
        => method.IsVirtual && method.GetParameters() is [{ } parameter] && parameter.ParameterType == typeof(SimpleMemory);
}
