using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Accel.Packages.Tests;

/// <summary>One number is the version: that of the packages, of pages and examples that name one, and of the newest changes.</summary>
public sealed partial class VersionTests
{
    private static readonly string[] _endings = [".md", ".csproj", ".cs", ".json"];

    private static string Version { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void The_newest_entry_of_the_changelog_is_that_of_the_present_version()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"));
        string[] entries = [.. Entries().Matches(text).Select(static m => m.Groups[1].Value)];
        Assert.Equal(Version, entries[0]);
        Assert.Equal(entries.OrderByDescending(System.Version.Parse), entries);
    }

    [Fact]
    public void Whoever_follows_a_page_or_an_example_gets_the_present_version()
    {
        var files = new[] { "docs", "hardware", "host", "testbenches", "boards" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Where(static f => _endings.Contains(Path.GetExtension(f)) && !Built().IsMatch(f));
        var named = files.SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(
            m => (File: Path.GetRelativePath(Repository.Root, f), m.Groups[1].Value))).ToList();
        Assert.True(named.Count >= 7, $"only {named.Count} places name a version");
        Assert.DoesNotContain(named, static n => n.Value != Version);
    }

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)\b", RegexOptions.Multiline)]
    private static partial Regex Entries();

    // A reference to a package, a #:package line of a single file, the examples' default.
    [GeneratedRegex("""(?:"Accel\.[\w.]+" Version="|\bAccel\.[\w.]+@|<AccelVersion[^>]*>)(\d+\.\d+\.\d+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"[\\/](obj|bin|accel-out|TestResults)[\\/]")]
    private static partial Regex Built();
}
