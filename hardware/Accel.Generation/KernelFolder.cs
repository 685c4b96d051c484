using System.Globalization;
using System.Text.Json;
using Accel.Rtl;

namespace Accel.Generation;

/// <summary>Writes a generated kernel into a folder of its own: its VHDL and <c>manifest.json</c>.</summary>
public static class KernelFolder
{
    /// <summary>The file that says what the folder holds.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>Writes the files; those of an earlier design of the kernel are removed.</summary>
    /// <param name="output">The folder that holds one folder per kernel.</param>
    /// <param name="kernel">What was generated.</param>
    /// <returns>The kernel's folder, and what its manifest says.</returns>
    public static (string Folder, KernelManifest Manifest) Write(string output, GeneratedKernel kernel)
    {
        string folder = Path.GetFullPath(PathOf(output, kernel.Kernel));
        var manifest = KernelManifest.Of(kernel);
        WholeFile.WriteFolder(
            folder,
            made =>
            {
                foreach (var file in kernel.Vhdl)
                {
                    WholeFile.Write(Path.Combine(made, file.Name), file.Text);
                }

                WholeFile.Write(Path.Combine(made, ManifestName), JsonSerializer.Serialize(manifest, JsonFormat.Document) + "\n");
            },
            static name => Path.GetExtension(name) == ".vhd" && Path.GetFileName(name) == name);
        return (folder, manifest);
    }

    /// <summary>
    /// The folder of a kernel: called like its entity, with a number behind where that of another kernel has the name already, also when
    /// only case tells the two
    /// apart, which it does not everywhere.
    /// </summary>
    public static string PathOf(string output, string kernel)
    {
        string entity = HardwareNames.Entity(kernel);
        string[] present = Directory.Exists(output)
            ? [.. Directory.EnumerateDirectories(output).Select(static d => Path.GetFileName(d))]
            : [];
        for (int number = 1; ; number++)
        {
            string wish = number == 1 ? entity : string.Create(CultureInfo.InvariantCulture, $"{entity}_{number}");
            string[] same = [.. present.Where(name => name.Equals(wish, StringComparison.OrdinalIgnoreCase))];
            if (Array.TrueForAll(same, name => KernelOf(Path.Combine(output, name)) is not { } other || other == kernel))
            {
                return Path.Combine(output, same.Contains(wish) || same.Length == 0 ? wish : same[0]);
            }
        }
    }

    // The kernel whose manifest lies in a folder; null where there is none that can be read.
    private static string? KernelOf(string folder)
    {
        string path = Path.Combine(folder, ManifestName);
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllText(path));
            return manifest.RootElement.TryGetProperty("kernel", out var kernel) ? kernel.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
