namespace Accel.Packages.Tests;

/// <summary>The project files of the repository, but for those of the examples.</summary>
internal static class ProjectFiles
{
    /// <summary>Full paths.</summary>
    internal static IEnumerable<string> All => new[] { "hardware", "host", "testbenches" }
        .SelectMany(static folder => Directory.GetDirectories(Path.Combine(Repository.Root, folder)))
        .SelectMany(static folder => Directory.GetFiles(folder, "*.csproj"));

    /// <summary>A path from the root of the checkout, with slashes.</summary>
    internal static string FromRoot(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
