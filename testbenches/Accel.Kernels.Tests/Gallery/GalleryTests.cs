using System.Collections.Concurrent;
using Accel.Generation;
using Accel.Hast;
using Accel.ToolRunners;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests.Gallery;

/// <summary>Each kernel of the gallery, small: plain C# leaves what an independent reference expects, and so do RTL, VHDL and
/// gates.</summary>
public sealed class GalleryTests
{
    private const int RandomVectors = 3;

    private static readonly ConcurrentDictionary<string, Lazy<GeneratedKernel>> _generated = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kernels() => [.. GalleryKernel.All.Select(static k => k.Kernel)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Plain_CSharp_leaves_what_the_reference_expects(string kernel)
    {
        var vectors = VectorsOf(kernel);
        foreach (var vector in vectors.Recorded.Concat(Enumerable.Range(1, RandomVectors).Select(vectors.Random)))
        {
            AssertPlain(vectors, vector);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public async Task Hardware_leaves_the_same_beside_a_quick_memory_and_ones_that_stall(string kernel)
    {
        var vectors = VectorsOf(kernel);
        using var rung = new RtlRung(_ => Generated(kernel).Module, stalls: true);
        foreach (var vector in vectors.Recorded.Append(vectors.Random(1)))
        {
            Assert.Null(DifferenceFinder.Find(rung.Name, kernel, vector, await rung.RunAsync(vectors, vector, Token)));
        }
    }

    [Theory]
    [InlineData("BitonicSort")]
    [InlineData("KmpSearch")]
    public async Task The_vhdl_gives_the_same_in_GHDL(string kernel)
    {
        var vectors = VectorsOf(kernel);

        // The runs are short: LLVM would take longer to compile them.
        using var ghdl = new GhdlRung(_ => Generated(kernel).Module, new Ghdl());
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = vectors.Random(2);
        Assert.Null(DifferenceFinder.Find(ghdl.Name, kernel, vector, await ghdl.RunAsync(vectors, vector, Token)));
    }

    [Theory]
    [InlineData("KmpSearch")]
    public async Task Gates_give_the_same_in_Icarus(string kernel)
    {
        var vectors = VectorsOf(kernel);
        using var designs = new SynthesisedDesigns(static k => Generated(k).Module);
        using var gates = new NetlistRung(designs);
        Assert.SkipWhen(gates.Unavailable is not null, gates.Unavailable?.ToString() ?? "");
        var vector = vectors.Random(3);
        Assert.Null(DifferenceFinder.Find(gates.Name, kernel, vector, await gates.RunAsync(vectors, vector, Token)));
    }

    /// <summary>Kernels whose published size is run in a second.</summary>
    public static TheoryData<string> Loops() => [.. GalleryKernel.All.Where(static k => k.Group == "Loops").Select(static k => k.Kernel)];

    [Theory]
    [MemberData(nameof(Loops))]
    public void The_page_has_what_is_measured(string kernel)
    {
        string page = File.ReadAllText(Path.Combine(Accel.Tests.Repository.Root, "hardware", "Accel.Gallery", "README.md"));
        var none = SizeOf("Fir").Replacements;
        var measured = GalleryBenchmark.Measure(KernelOf(kernel), GalleryKernel.Measured(none), cancellationToken: Token);
        Assert.True(measured.Correct, measured.Fault);

        // What needs no synthesis: up to the clock.
        string row = string.Join('|', GalleryTable.Row(measured).Split('|')[..7]) + "|";
        Assert.Contains("\n" + row, page, StringComparison.Ordinal);
    }

    private static void AssertPlain(GalleryVectors vectors, KernelCase vector)
    {
        var memory = PlainMemory.Of(vector.Memory);
        vectors.RunPlain(memory, vector.Member);
        Assert.Equal(vector.Expected[0].Expected.Values.Select(static v => (uint)v), PlainMemory.Cells(memory));
    }

    private static GalleryKernel KernelOf(string kernel) => GalleryKernel.All.Single(k => k.Kernel == kernel);

    private static GallerySize SizeOf(string kernel) => new(KernelOf(kernel).Small, true);

    private static GalleryVectors VectorsOf(string kernel) => new(KernelOf(kernel), SizeOf(kernel));

    private static GeneratedKernel Generated(string kernel) => _generated.GetOrAdd(
        kernel,
        static name => new Lazy<GeneratedKernel>(() =>
            KernelGenerator.Generate(KernelOf(name).Design, KernelOf(name).Options(SizeOf(name))))).Value;
}
