using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl.Bench;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>A method that is called from several places: inlined, or built once and shared.</summary>
public static class CallBenchmark
{
    private const string Class = "K";

    private static readonly ImmutableSortedDictionary<string, string> Texts = new Dictionary<string, string>
    {
        // A square root, a product and a quotient of 64 bits.
        ["norm"] = """
            static int F(int x, int y)
            {
                ulong rest = (ulong)((long)x * x) + (ulong)((long)y * y);
                ulong root = 0;
                for (ulong bit = 1UL << 62; bit != 0; bit >>= 2)
                {
                    if (rest >= root + bit) { rest -= root + bit; root = (root >> 1) + bit; } else { root >>= 1; }
                }

                return (int)((root << 16) / (ulong)((y & 0xFFFF) + 1));
            }
            """,
        ["power"] = """
            static int F(int x, int y)
            {
                int result = 1;
                for (int bits = y & 31; bits != 0; bits >>= 1)
                {
                    if ((bits & 1) != 0) { result *= x; }
                    x *= x;
                }

                return result;
            }
            """,
        ["mix"] = "static int F(int x, int y) => (x ^ (x << 5)) + (y >> 3);",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The methods: <c>norm</c> is large, <c>mix</c> is three operators.</summary>
    public static IReadOnlyList<string> Methods { get; } = [.. Texts.Keys];

    /// <summary>
    /// Generates the kernel, runs it beside a memory that answers after one cycle, and, where the tools are given, synthesises it.
    /// </summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="calls">Places that call it, 1 or more, one after the other.</param>
    /// <param name="isShared">Built once.</param>
    /// <param name="synthesis">Yosys, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolFailedException">The tools refuse the VHDL.</exception>
    public static CallMeasurement Measure(string method, int calls, bool isShared, Series7Synthesis? synthesis, CancellationToken cancellationToken = default)
    {
        var source = KernelSource.FromText(Source(Texts[method], calls, isShared));
        var result = KernelCompiler.Compile(source, Class, new TransformOptions());
        var module = result.Module ?? throw new InvalidOperationException($"{method}, {calls} calls: {result.Diagnostics[0]}");
        uint[] cells = [.. Enumerable.Range(0, 2 * calls).Select(static i => (uint)(i * 7919) % 30_011)];
        uint[] expected = RunPlain(source, cells);
        var run = new KernelSimulation(module, new KernelSimulationOptions { CheckUninitialised = true }).Run(new KernelMemory(cells, 1), 0, cancellationToken);
        CellCounts? mapped = null;
        if (synthesis is not null)
        {
            using var design = MappedDesign.OfVhdl(synthesis, VhdlWriter.Write(module.Simplify()), module.Name, cancellationToken);
            mapped = design.Cells;
        }

        var report = result.Report!;
        return new CallMeasurement(
            method, calls, isShared, run.Cycles, report.Processes[0].States, report.Estimate.Luts, report.Estimate.FlipFlops, report.Estimate.Multipliers,
            mapped?.Luts, mapped?.FlipFlops, mapped?.Dsps, run.Fault is null && cells.AsSpan().SequenceEqual(expected));
    }

    private static string Source(string method, int calls, bool isShared)
    {
        var places = Enumerable.Range(0, calls).Select(static i => string.Create(
            CultureInfo.InvariantCulture, $"        memory.WriteInt32({2 * i}, F(memory.ReadInt32({2 * i}), memory.ReadInt32({(2 * i) + 1})));\n"));
        string attribute = isShared ? "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]\n" : "";
        return $"using Hast.Transformer.SimpleMemory;\npublic class {Class}\n{{\n    public virtual void Run(SimpleMemory memory)\n    {{\n{string.Concat(places)}    }}\n\n{attribute}{method}\n}}\n";
    }

    private static uint[] RunPlain(KernelSource source, uint[] cells)
    {
        var (assembly, diagnostics) = KernelAssembly.Load(source, Class, new TransformOptions());
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(i, cells[i]);
        }

        (assembly ?? throw new InvalidOperationException(diagnostics[0].ToString())).EntryPoints[0](memory);
        return [.. Enumerable.Range(0, cells.Length).Select(memory.ReadUInt32)];
    }
}
