namespace Accel.Generation.Tests;

public sealed class AssemblySourcesTests : IDisposable
{
    private const string Kernel = """
        using System.Linq;
        using Hast.Transformer.SimpleMemory;

        public class K
        {
            public virtual void Run(SimpleMemory memory)
            {
        #if TWICE
                int x = 2 * memory.ReadInt32(0);
        #else
                int x = memory.ReadInt32(0);
        #endif
                memory.WriteInt32(1, x);
            }

            public static void Host() => System.Console.WriteLine(new[] { 1 }.Sum());
        }
        """;

    private readonly Workshop _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(Symbols.OnDisk, false)]
    [InlineData(Symbols.InImage, false)]
    [InlineData(Symbols.None, true)]
    internal void Sources_are_those_of_the_symbols_else_decompiled(Symbols symbols, bool isDecompiled)
    {
        string kernel = _files.Write("K.cs", Kernel), assembly = _files.Compile("Lib.dll", symbols, [kernel]);
        var source = Workshop.Load(assembly);
        Assert.Equal(isDecompiled ? "Lib.dll (decompiled)/K.cs" : kernel, Assert.Single(source.Files).Path);
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("K", source)).Module);
    }

    [Fact]
    public void Sources_in_the_symbols_need_no_files_and_a_file_that_was_edited_is_not_taken()
    {
        string kernel = _files.Write("K.cs", Kernel);
        string embedded = _files.Compile("Embedded.dll", Symbols.SourceEmbedded, [kernel]);
        string edited = _files.Compile("Edited.dll", Symbols.OnDisk, [kernel]);
        File.AppendAllText(kernel, "// edited since");
        Assert.Equal(Kernel, Assert.Single(Workshop.Load(embedded).Files).Text);
        Assert.Contains("Edited.dll (decompiled)", Assert.Single(Workshop.Load(edited).Files).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_for_if_are_those_that_the_assembly_was_compiled_with()
    {
        string assembly = _files.Compile("Lib.dll", Symbols.OnDisk, [_files.Write("K.cs", Kernel)], defines: ["TWICE", "OTHER"]);
        Assert.Equal(["OTHER", "TWICE"], Workshop.Load(assembly).Symbols.Order());
    }

    [Theory]
    [InlineData(Symbols.OnDisk)]
    [InlineData(Symbols.None)]
    internal void A_library_is_read_when_an_entry_point_reaches_it(Symbols symbols)
    {
        string wanted = _files.Compile("Wanted.dll", symbols,
            [_files.Write("Wanted.cs", "public static class Wanted { public static int Twice(int x) => x + x; }")]);
        string other = _files.Compile("Other.dll", symbols,
            [_files.Write("Other.cs", "public static class Other { public static int Twice(int x) => x + x; }")]);
        string kernel = _files.Write("K.cs", """
            public class K
            {
                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                    => memory.WriteInt32(0, Wanted.Twice(memory.ReadInt32(0)));
                public static int Host(int x) => Other.Twice(x);
            }
            """);
        var source = Workshop.Load(_files.Compile("Kernels.dll", Symbols.OnDisk, [kernel], [wanted, other]));
        Assert.Equal(2, source.Files.Length);
        Assert.Contains(source.Files, static f => f.Path.Contains("Wanted", StringComparison.Ordinal));
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("K", source)).Module);
    }

    [Fact]
    public void Of_a_library_without_sources_the_types_that_are_reached_are_decompiled()
    {
        string library = _files.Compile("Lib.dll", Symbols.None, [_files.Write("L.cs", """
            namespace Lib;
            [Marked] public static class Wanted
            {
                public static int F(int x) => Inner.G(x) + 1;
                internal static class Nested { public const int Two = 2; }
            }
            internal static class Inner { public static int G(int x) => x * Wanted.Nested.Two; }
            public sealed class MarkedAttribute : System.Attribute { }
            public static class Other { public static int F(int x) => x; }
            """)]);
        string kernel = _files.Write("K.cs", """
            public class K
            {
                [Lib.Marked] public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                    => memory.WriteInt32(0, Lib.Wanted.F(memory.ReadInt32(0)));
            }
            """);
        var source = Workshop.Load(_files.Compile("Kernels.dll", Symbols.OnDisk, [kernel], [library]));
        Assert.Equal(
            ["Lib.dll (decompiled)/Lib.Inner.cs", "Lib.dll (decompiled)/Lib.Wanted.cs"],
            source.Files.Select(static f => f.Path).Where(static p => p.Contains("decompiled", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("K", source)).Module);
    }

    [Fact]
    public void A_library_with_a_SimpleMemory_of_its_own_gives_way_to_the_dialects()
    {
        string hastlayer = _files.Compile("Hast.dll", Symbols.None, [_files.Write("H.cs", """
            namespace Hast.Layer { public interface IHastlayer; }
            """)]);
        string kernel = _files.Write("K.cs", """
            public class K
            {
                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory) => memory.WriteInt32(0, 1);
                public void Host(Hast.Layer.IHastlayer layer) { }
            }
            """);
        var source = Workshop.Load(_files.Compile("Kernels.dll", Symbols.OnDisk, [kernel], [hastlayer]));
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("K", source)).Module);
        Assert.DoesNotContain(source.References, static r => r.EndsWith("Accel.Hast.Abstractions.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void LINQ_in_an_entry_point_is_told_beside_libraries_as_without_them()
    {
        string library = _files.Compile(
            "Lib.dll", Symbols.None, [_files.Write("L.cs", "public static class L { public static int F(int x) => x; }")]);
        string kernel = _files.Write("K.cs", """
            public class K
            {
                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                    => memory.WriteInt32(0, System.Linq.Enumerable.Sum(new int[] { 1, L.F(2) }));
            }
            """);
        var source = Workshop.Load(_files.Compile("Kernels.dll", Symbols.OnDisk, [kernel], [library]));
        var refused = Assert.Throws<GenerationException>(() => KernelGenerator.Generate(new KernelDesign("K", source)));
        Assert.Equal("ACC0313", refused.Diagnostics[0].Descriptor.Id);
    }

    [Fact]
    public void An_error_in_what_was_decompiled_says_so()
    {
        string library = _files.Compile("Lib.dll", Symbols.None,
            [_files.Write("L.cs", "public static class L { public static int F(int x) => (int)(x / 2.0); }")]);
        string kernel = _files.Write("K.cs", """
            public class K
            {
                public virtual void Run(Hast.Transformer.SimpleMemory.SimpleMemory memory)
                    => memory.WriteInt32(0, L.F(memory.ReadInt32(0)));
            }
            """);
        var source = Workshop.Load(_files.Compile("Kernels.dll", Symbols.OnDisk, [kernel], [library]));
        var refused = Assert.Throws<GenerationException>(() => KernelGenerator.Generate(new KernelDesign("K", source)));
        Assert.Contains(refused.Diagnostics, static d => d.Location.File.StartsWith("Lib.dll (decompiled)", StringComparison.Ordinal));
    }
}
