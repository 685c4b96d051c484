using System.Globalization;
using System.Numerics;
using Accel.Interfaces;

namespace Accel.Rtl.Vhdl.Benches;

/// <summary>
/// What the memory benches of all languages have in common: the kernel's ports, checked, and the numbers of a bench's text.
/// </summary>
internal sealed class MemoryBenchPlan
{
    public const int CellBits = KernelInterface.CellBits;

    private readonly MemoryBenchOptions _options;

    /// <exception cref="ArgumentException">The module is not a kernel: a port is missing, or the memory port is not 32 * 2^k bits
    /// wide.</exception>
    public MemoryBenchPlan(Module module, MemoryBenchOptions options)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LatencyCycles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Cells, 1, nameof(options));
        _options = options;
        Module = module;
        Schema = new PortSchema(module);
        var ports = Schema.Inputs.Concat(Schema.Outputs).ToDictionary(p => p.Name);
        if (KernelInterface.RequiredPorts.FirstOrDefault(p => !ports.ContainsKey(p)) is { } missing)
            throw new ArgumentException($"module {module.Name} is not a kernel with a memory port: it has no port {missing}", nameof(module));
        WidthBits = ports[KernelInterface.RequestData].WidthBits;
        CellsPerBeat = WidthBits / CellBits;
        if (WidthBits % CellBits != 0 || !BitOperations.IsPow2(CellsPerBeat) || ports[KernelInterface.ResponseData].WidthBits != WidthBits)
            throw new ArgumentException($"module {module.Name}: the memory port must be 32 * 2^k bits wide, both ways", nameof(module));
        if (CellsPerBeat > 1 && !ports.ContainsKey(KernelInterface.RequestMask))
            throw new ArgumentException(
                $"module {module.Name} has a memory port of {WidthBits} bits and no port {KernelInterface.RequestMask}", nameof(module));
        MemberBits = ports[KernelInterface.Member].WidthBits;
        if (options.Member < 0 || options.Member >> MemberBits != 0)
            throw new ArgumentException($"member {options.Member} has no room in the {MemberBits} bits of {module.Name}'s port",
                nameof(options));
    }

    public Module Module { get; }

    public PortSchema Schema { get; }

    /// <summary>Bits of the memory port.</summary>
    public int WidthBits { get; }

    /// <summary>C: cells that one request moves.</summary>
    public int CellsPerBeat { get; }

    private int MemberBits { get; }

    /// <summary>The bench's entity or module, and its file's name without the extension.</summary>
    public string BenchName => Module.Name + "_memory_bench";

    /// <summary>What the first line of the bench says.</summary>
    public string Summary => $"runs member {Invariant(_options.Member)} of {Module.Name} with a memory of {Invariant(_options.Cells)} cells";

    /// <summary>Puts names and numbers in the place of the words with a dollar in front.</summary>
    /// <param name="body">Text of a bench.</param>
    /// <param name="quote">From a text to a literal of the language.</param>
    public string Fill(string body, Func<string, string> quote) => body
        .Replace("$BENCH", BenchName, StringComparison.Ordinal)
        .Replace("$SUMMARY", Summary, StringComparison.Ordinal)
        .Replace("$INPUT", quote(_options.InputFile), StringComparison.Ordinal)
        .Replace("$OUTPUT", quote(_options.OutputFile), StringComparison.Ordinal)
        .Replace("$WRITES_FILE", quote(_options.WritesFile ?? ""), StringComparison.Ordinal)
        .Replace("$WRITES", _options.WritesFile is null ? "false" : "true", StringComparison.Ordinal)
        .Replace("$LATENCY", Invariant(_options.LatencyCycles), StringComparison.Ordinal)
        .Replace("$STALL", Invariant(_options.StallEvery), StringComparison.Ordinal)
        .Replace("$MEMBITS", Invariant(MemberBits), StringComparison.Ordinal)
        .Replace("$MEMBER", Invariant(_options.Member), StringComparison.Ordinal)
        .Replace("$MAXIMUM", Invariant(Math.Min(_options.MaximumCycles, int.MaxValue - 1000)), StringComparison.Ordinal)
        .Replace("$PROGRESS", Invariant(_options.ProgressEvery), StringComparison.Ordinal)
        .Replace("$MEMORY", Invariant(_options.Cells), StringComparison.Ordinal)
        .Replace("$CELLS", Invariant(CellsPerBeat), StringComparison.Ordinal)
        .Replace("$WIDTH", Invariant(WidthBits), StringComparison.Ordinal)
        .ReplaceLineEndings("\n");

    /// <summary>A text as a literal of Verilog or C++.</summary>
    public static string Quoted(string text)
        => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}
