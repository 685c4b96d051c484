using Accel.Transformer;

namespace Accel.Generation.Tests;

public sealed class ProjectSourcesTests : IDisposable
{
    private readonly Workshop _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_project_is_what_the_SDK_compiles_of_it_and_of_those_that_it_refers_to()
    {
        string dialect = typeof(global::Hast.Transformer.SimpleMemory.SimpleMemory).Assembly.Location;
        _files.Write("Library/Library.csproj", Project());
        _files.Write("Library/Sums.cs", "namespace Sums; public static class Sum { public static int Of(int a, int b) => a + b; }");
        string project = _files.Write("Kernels/Kernels.csproj", Project($"""
            <ItemGroup>
              <ProjectReference Include="../Library/Library.csproj" />
              <Reference Include="{dialect}" />
              <Compile Remove="Left.cs" />
            </ItemGroup>
            """));
        _files.Write("Kernels/Usings.cs", "global using Sums; global using Hast.Transformer.SimpleMemory;");
        _files.Write("Kernels/Left.cs", "this is no C#");
        _files.Write("Kernels/K.cs", """
            public class K
            {
                public virtual void Run(SimpleMemory memory)
                {
            #if WANTED
                    memory.WriteInt32(2, Sum.Of(memory.ReadInt32(0), memory.ReadInt32(1)));
            #endif
                }
            }
            """);
        var source = Workshop.Load(project);
        Assert.Contains(source.Files, static f => f.Path.EndsWith("Sums.cs", StringComparison.Ordinal));
        Assert.Contains("WANTED", source.Symbols);
        var kernel = KernelGenerator.Generate(new KernelDesign("K", source));
        Assert.Contains("mem_req_write", kernel.Vhdl[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_in_F_sharp_comes_in_by_its_assembly()
    {
        string dialect = typeof(global::Hast.Transformer.SimpleMemory.SimpleMemory).Assembly.Location;
        string project = _files.Write("Sums.fsproj",
            Project($"""<ItemGroup><Compile Include="K.fs" /><Reference Include="{dialect}" /></ItemGroup>"""));
        _files.Write("K.fs", """
            namespace Sums

            open Hast.Transformer.SimpleMemory

            type Summer() =
                abstract Run : SimpleMemory -> unit
                default _.Run(memory: SimpleMemory) =
                    let mutable sum = 0
                    for i in 1 .. memory.ReadInt32 0 do
                        sum <- sum + memory.ReadInt32 i
                    memory.WriteInt32(0, sum)
            """);
        var source = Workshop.Load(project);
        Assert.Equal(["Sums.Summer"], KernelClasses.Of(source,
            new TransformOptions { CancellationToken = TestContext.Current.CancellationToken }));
        Assert.NotNull(KernelGenerator.Generate(new KernelDesign("Summer", source)).Module);
    }

    [Fact]
    public void A_project_that_cannot_be_built_is_refused_with_its_first_errors()
    {
        string project = _files.Write("Broken.csproj", Project());
        _files.Write("K.cs", "public class K { int x = true; }");
        var refused = Assert.Throws<KernelSourceException>(() => Workshop.Load(project));
        Assert.Contains("CS0029", refused.Message, StringComparison.Ordinal);
    }

    private static string Project(string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <DefineConstants>$(DefineConstants);WANTED</DefineConstants>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
          </PropertyGroup>
          {items}
        </Project>
        """;
}
