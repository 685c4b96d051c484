using Accel.Gallery.Known;
using Accel.Transformer;
using Accel.Transformer.Ir.Text;

namespace Accel.Generation.Tests;

/// <summary>The text of the IR is read back as what it was written from, after each pass, and becomes the same hardware.</summary>
public sealed class IrTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("accel-ir-").FullName;

    /// <summary>All but those that take a second and more and have nothing that the others have not.</summary>
    public static TheoryData<string> Kernels =>
        [.. KernelGenerator.Kernels.Except([KernelGenerator.Engine, "EventLanes", "Attention16", "SpikingConvolution", "Convolution3x3"])];

    private static KernelSource Gallery { get; } = KernelSource.FromEmbedded(typeof(Fir).Assembly);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void What_is_read_of_a_kernels_dumps_prints_the_same(string kernel) =>
        AssertRoundTrips(KernelDesign.OfAccel(kernel), KernelGenerator.OptionsOf(kernel));

    [Theory]
    [InlineData("SmithWaterman")]
    [InlineData("Gemm")]
    [InlineData("KmpSearch")]
    [InlineData("IfConvert")]
    [InlineData("BitonicSort")]
    public void What_is_read_of_the_gallerys_dumps_prints_the_same(string kernel) =>
        AssertRoundTrips(new KernelDesign(kernel, Gallery), new TransformOptions());

    // Of a number of passes, as each takes the whole rest of the compiler.
    [Theory]
    [InlineData("BinaryNeuron", 1)]
    [InlineData("SpikingPipeline", 7)]
    [InlineData("EventFrontEnd", 9)]
    [InlineData("SortedMerge", 6)]
    public void What_goes_on_from_a_dump_becomes_the_same_VHDL(string kernel, int stride)
    {
        var design = KernelDesign.OfAccel(kernel);
        var options = KernelGenerator.OptionsOf(kernel);
        var direct = KernelGenerator.Generate(design, options with { DumpIrDirectory = _folder });
        string[] names = [KernelCompiler.FrontEndName, .. KernelCompiler.PassNames];
        for (int last = names.Length - 1; last >= 0; last -= stride)
        {
            string file = Assert.Single(Directory.GetFiles(_folder, $"{last:00}-*"));
            var after = KernelGenerator.Generate(design, options with { Start = new IrStart(file, File.ReadAllText(file), names[last]) });
            Assert.Equal(direct.Vhdl.Select(static f => f.Text), after.Vhdl.Select(static f => f.Text));
        }
    }

    private void AssertRoundTrips(KernelDesign design, TransformOptions options)
    {
        KernelGenerator.Dump(design, options with { DumpIrDirectory = _folder, StopAfter = KernelCompiler.PassNames[^1] });
        string[] files = Directory.GetFiles(_folder);
        Assert.Equal(KernelCompiler.PassNames.Length + 1, files.Length);
        foreach (string text in files.Select(File.ReadAllText).Distinct())
        {
            Assert.Equal(text, IrPrinter.Print(IrParser.Parse(text), withSources: true));
        }
    }
}
