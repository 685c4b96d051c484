using Accel.Hast;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Analyzers;

/// <summary>The package, as a project elsewhere uses it: the compiler of this SDK loads it, and a bad kernel fails the build.</summary>
public sealed class AnalyzerPackageTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private const string Kernel = """
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;

        public class Kernel
        {
            [Unroll("i")]
            public virtual void Run(SimpleMemory memory)
            {
                int count = memory.ReadInt32(0);
                for (int i = 0; i < count; i++)
                {
                    memory.WriteInt32(i, i);
                }
            }
        }

        public class Other
        {
            public virtual void Run(SimpleMemory memory)
            {
                memory.WriteInt32(0, checked(memory.ReadInt32(1) + 1));
            }
        }
        """;

    private static readonly string[] Isolated = ["--nodereuse:false", "-p:UseSharedCompilation=false"];

    [Fact]
    public void A_bad_kernel_fails_the_build_with_id_file_line_and_remedy()
    {
        using ToolDirectory folder = new();
        ToolRunner dotnet = new("dotnet", "dotnet-sdk-10.0");
        ToolRun run = new() { WorkingDirectory = folder.Path, Timeout = TimeSpan.FromMinutes(3) };
        string analyzers = Path.Combine(Repository.Root, "hardware", "Accel.Analyzers", "Accel.Analyzers.csproj");
        ToolResult packed = dotnet.Run(["pack", analyzers, "--no-build", "-c", Configuration, "-o", folder.Path, .. Isolated], run, TestContext.Current.CancellationToken);
        Assert.True(packed.Succeeded, packed.StandardOutput);

        _ = folder.Write("Kernel.cs", Kernel);
        _ = folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestoreSources>{folder.Path}</RestoreSources>
                <RestorePackagesPath>{folder.Path}/packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Accel.Analyzers" Version="*" />
                <Reference Include="{typeof(UnrollAttribute).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        ToolResult built = dotnet.Run(["build", "Consumer.csproj", .. Isolated], run, TestContext.Current.CancellationToken);
        Assert.False(built.Succeeded);
        Assert.Contains("Kernel.cs(21,9): error ACC0302: checked arithmetic would throw. Remove checked", built.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("Kernel.cs(10,9): error ACC0501: the loop over i is to be unrolled", built.StandardOutput, StringComparison.Ordinal);
    }
}
