using Accel.Transformer;

namespace Accel.Generation.Tests;

public sealed class SourceFilesTests : IDisposable
{
    private const string Kernel = """
        public class K { public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory) => memory.WriteInt32(0, Helper.One); }
        """;

    private readonly Workshop _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("src")]
    [InlineData("src/**/*.cs")]
    [InlineData("src/*/*.cs")]
    public void Folders_and_patterns_stand_for_their_files_without_what_a_build_leaves(string input)
    {
        _files.Write("src/a/K.cs", Kernel);
        _files.Write("src/b/Helper.cs", "public static class Helper { public const int One = 1; }");
        _files.Write("src/obj/Left.cs", "public static class Helper { public const int One = 2; }");
        _files.Write("src/b/note.txt", "no C#");
        var source = Workshop.Load(_files.PathOf(input));
        Assert.Equal(["Helper.cs", "K.cs"], source.Files.Select(static f => Path.GetFileName(f.Path)).Order());
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("K", source)).Module);
    }

    [Fact]
    public void A_file_that_is_named_twice_is_read_once()
    {
        string helper = _files.Write("Helper.cs", "public static class Helper { public const int One = 1; }");
        Assert.Equal(2, Workshop.Load(helper, _files.Write("K.cs", Kernel), helper).Files.Length);
    }

    [Theory]
    [InlineData("none.cs", true)]
    [InlineData("none/*.cs", true)]
    [InlineData("none.csproj", true)]
    [InlineData("none.dll", true)]
    [InlineData("binary.cs", false)]
    [InlineData("binary.dll", false)]
    public void What_is_not_there_or_is_no_source_is_named(string name, bool isMissing)
    {
        File.WriteAllBytes(_files.PathOf("binary.cs"), [0x80, 0x81, 0x00, 0xff]);
        File.WriteAllBytes(_files.PathOf("binary.dll"), [0x7f, 0x45, 0x4c, 0x46]);
        var refused = Assert.Throws<KernelSourceException>(() => Workshop.Load(_files.PathOf(name)));
        Assert.Equal(isMissing, refused.IsMissing);
        Assert.Contains(Path.GetFileName(name), refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Remedy);
    }

    [Fact]
    public void An_endless_file_is_refused()
        => Assert.Contains("more than", Assert.Throws<KernelSourceException>(() => Workshop.Load("/dev/zero")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Kernels_of_a_source_are_those_with_an_entry_point()
    {
        var source =
            KernelSource.FromText(Kernel
            + " public class Helper { public const int One = 1; } public class Other { public void Run(int x) { } }");
        Assert.Equal(["K"], KernelClasses.Of(source, new TransformOptions { CancellationToken = TestContext.Current.CancellationToken }));
    }
}
