using System.Text.Json;
using Accel.Host.Simulation;

namespace Accel.Cli;

/// <summary>Writes a generated kernel into a folder of its own: its VHDL and <c>manifest.json</c>.</summary>
internal static class KernelFolder
{
    internal const string ManifestName = "manifest.json";

    /// <summary>Writes the files; those of an earlier design of the kernel are removed.</summary>
    /// <param name="output">The folder that holds one folder a kernel.</param>
    /// <param name="kernel">What was generated.</param>
    /// <returns>The kernel's folder, and what its manifest says.</returns>
    internal static (string Folder, KernelManifest Manifest) Write(string output, GeneratedKernel kernel)
    {
        string folder = Directory.CreateDirectory(Path.Combine(output, kernel.Kernel)).FullName;
        foreach (string old in Directory.EnumerateFiles(folder, "*.vhd"))
        {
            File.Delete(old);
        }

        foreach (var file in kernel.Vhdl)
        {
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        }

        var manifest = KernelManifest.Of(kernel);
        File.WriteAllText(Path.Combine(folder, ManifestName), JsonSerializer.Serialize(manifest, JsonOutput.Options) + "\n");
        return (folder, manifest);
    }
}
