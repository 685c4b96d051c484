using System.Text.Json;

namespace Accel.Generation;

/// <summary>Where the libraries of an assembly lie: beside it, and in the folders of packages that its .deps.json names.</summary>
internal sealed class LibraryFolders
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="assembly">Path of the assembly.</param>
    public LibraryFolders(string assembly)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(assembly))!;
        string dependencies = Path.ChangeExtension(assembly, ".deps.json");
        if (File.Exists(dependencies))
        {
            ReadDependencies(dependencies);
        }
    }

    /// <summary>The path of a library, or null where it is none that could be found, such as the framework's.</summary>
    /// <param name="name">Its simple name.</param>
    public string? Find(string name)
    {
        string beside = Path.Combine(_folder, name + ".dll");
        return File.Exists(beside) ? beside : _packages.GetValueOrDefault(name);
    }

    private static string PackageRoot => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // "targets": { FRAMEWORK: { "NAME/VERSION": { "runtime": { "lib/net8.0/NAME.dll": {} } } } }
    private void ReadDependencies(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var package in document.RootElement.GetProperty("targets").EnumerateObject()
                .SelectMany(static t => t.Value.EnumerateObject()))
            {
                if (package.Value.TryGetProperty("runtime", out var files))
                {
                    foreach (var file in files.EnumerateObject())
                    {
                        Add(package.Name, file.Name);
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            // The folder beside the assembly is what is left.
        }
    }

    private void Add(string package, string file)
    {
        string path = Path.Combine(PackageRoot, package.ToLowerInvariant(), file);
        if (File.Exists(path))
        {
            _packages.TryAdd(Path.GetFileNameWithoutExtension(file), path);
        }
    }
}
