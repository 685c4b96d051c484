using System.Reflection;
using System.Xml.Linq;
using PublicApiGenerator;

namespace Accel.Packages.Tests;

/// <summary>
/// What applications may use of each package is a reviewed text in `Api/`: a change of it shows in a commit, and nothing becomes public
/// unnoticed.
/// </summary>
public sealed class PublicApiTests
{
    private const string Folder = "testbenches/Accel.Packages.Tests/Api";

    // What serves the command line, the editor and the build has no library that applications refer to.
    private static readonly string[] _withoutLibrary = ["Accel.Analyzers", "Accel.Build", "Accel.Cli", "Accel.Templates"];

    public static TheoryData<string> Libraries =>
        [.. ProjectFiles.All.Where(IsPackable).Select(static p => Path.GetFileNameWithoutExtension(p)).Except(_withoutLibrary).Order()];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_members_of_a_package_are_those_that_were_reviewed(string library)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };
        string api = Assembly.Load(library).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        GoldenText.AssertSame($"{Folder}/{library}.txt", api);
    }

    [Fact]
    public void No_text_is_of_a_package_that_is_gone()
        => Assert.Equal(
            Libraries.Select(static row => row.Data),
            Directory.GetFiles(Path.Combine(Repository.Root, Folder)).Select(static f => Path.GetFileNameWithoutExtension(f)).Order());

    private static bool IsPackable(string project) => XDocument.Load(project).Descendants("IsPackable").Any(static e => e.Value == "true");
}
