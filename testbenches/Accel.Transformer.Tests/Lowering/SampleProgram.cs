using System.Collections.Immutable;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>A program of the folder Programs, with what it is run on.</summary>
/// <param name="Class">The kernel class, and the name of its file.</param>
/// <param name="Member">Name of the entry point.</param>
/// <param name="Cells">Memory before.</param>
public sealed record SampleProgram(string Class, string Member, uint[] Cells)
{
    /// <summary>Replacements and recursion depths.</summary>
    public TransformOptions Options { get; init; } = new();

    private static KernelSource All { get; } = KernelSource.FromEmbedded(typeof(SampleProgram).Assembly);

    /// <summary>The text.</summary>
    public KernelSource Source => new([All.Files.Single(file => file.Path == Class + ".cs")]);

    /// <summary>Every program, with inputs that take every branch.</summary>
    public static IReadOnlyList<SampleProgram> Programs { get; } =
    [
        new("Loopback", "Run", [41]),
        new("PrimeCalculator", "IsPrimeNumber", [97]),
        new("PrimeCalculator", "IsPrimeNumberAsync", [91]),
        new("PrimeCalculator", "ArePrimeNumbers", [5, 2, 9, 15, 17, 20]),
        new("PrimeCalculator", "ParallelizedArePrimeNumbers", [6, 2, 9, 15, 17, 20, 31]) { Options = Replace("PrimeCalculator.MaxDegreeOfParallelism", 3) },
        new("ParallelAlgorithm", "Run", [7]) { Options = Replace("ParallelAlgorithm.Rounds", 40) },
        new("RecursiveAlgorithms", "CalculateFibonacci", [9, 0]) { Options = Recursive },
        new("RecursiveAlgorithms", "CalculateFactorial", [10, 0]) { Options = Recursive },
        new("ObjectOrientedShowcase", "Run", [123, 0, 0]),
        new("FixedPointCalculator", "CalculateIntegerSumUpToNumber", [20, 0]),
        new("FixedPointCalculator", "ParallelizedCalculateQuotients", [3, unchecked((uint)-5), 1000, 0, 0, 0]),
        new("ImageContrastModifier", "ChangeContrast", Picture(5, 3, unchecked((uint)-40))) { Options = Replace("ImageContrastModifier.MaxDegreeOfParallelism", 4) },
        new("GenomeMatcher", "CalculateLongestCommonSubsequence", [6, 5, 1, 2, 3, 2, 4, 1, 2, 4, 3, 1, 2, .. new uint[66]]),
        new("MonteCarloPiEstimator", "EstimatePi", [77 * 12, 5]),
        new("SimdCalculator", "AddVectors", Vectors) { Options = Replace("SimdCalculator.MaxDegreeOfParallelism", 4) },
        new("SimdCalculator", "DivideVectors", Vectors) { Options = Replace("SimdCalculator.MaxDegreeOfParallelism", 4) },
        new("SharedCalculator", "FindPrimes", [90, 0, 0]) { Options = Shared },
        new("SharedCalculator", "ChooseSome", [9, 4, 0]) { Options = Shared },
        new("SharedCalculator", "Locate", [0, 0, 5 << 16, 1 << 15, 1 << 16, 7 << 16, 3 << 16, 2 << 16, 0, 0, 0, 0]) { Options = Shared },
        new("TableLoader", "Run", [.. KernelComparison.Cells(3, 132)]),
    ];

    private static TransformOptions Recursive
        => Depth("RecursiveAlgorithms.RecursivelyCalculateFibonacci", "RecursiveAlgorithms.RecursivelyCalculateFactorial");

    private static TransformOptions Shared => Depth("SharedCalculator.Factorial");

    private static TransformOptions Depth(params string[] methods)
        => new() { RecursionDepths = methods.ToImmutableSortedDictionary(static m => m, static _ => 12, StringComparer.Ordinal) };

    private static uint[] Vectors => [8, 1, unchecked((uint)-22), 30, 4, 500, 6, 7, 0x80000000, 3, 5, unchecked((uint)-7), 1, 13, 6, 2, 3];

    /// <summary>The memory after plain C# has run, and the number of the entry point.</summary>
    public uint[] RunPlain(out int member)
    {
        var (assembly, diagnostics) = KernelAssembly.Load(Source, Class, Options);
        Assert.True(assembly is not null, string.Join('\n', diagnostics));
        var program = Load();
        member = program.EntryPoints.FindIndex(entry => entry.Name == $"{Class}.{Member}");
        Assert.True(member >= 0, $"{Class} has {string.Join(", ", program.EntryPoints.Select(entry => entry.Name))}");
        return KernelComparison.RunPlain(assembly, member, Cells);
    }

    /// <summary>The memory after the IR of the front end has been interpreted.</summary>
    public uint[] Interpret(int member)
    {
        uint[] cells = [.. Cells];
        new IrInterpreter(Load(), 50_000_000).Run(member, cells);
        return cells;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Class}.{Member}";

    private Ir.KernelProgram Load()
    {
        var result = FrontEnd.Load(Source, Class, Options);
        Assert.True(result.Program is not null, string.Join('\n', result.Diagnostics));
        return result.Program;
    }

    private static TransformOptions Replace(string key, int value) => new()
    {
        Replacements = TransformOptions.NoReplacements.Add(key, value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static uint[] Picture(uint width, uint height, uint contrast)
        => [width, height, contrast, .. KernelComparison.Cells(11, (int)(width * height) + 1)];
}
