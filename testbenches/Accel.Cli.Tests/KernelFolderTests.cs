using System.Text.Json;
using Accel.Generation;

namespace Accel.Cli.Tests;

/// <summary>
/// Kernels whose names differ by what a file system does not tell apart, or do not differ after mangling, keep folders of their own.
/// </summary>
public sealed class KernelFolderTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Kernels_with_one_name_in_hardware_have_a_folder_each_and_keep_it()
    {
        var design = KernelGenerator.Generate("BinaryNeuron");
        string output = _files.PathOf("out");
        string[] kernels = ["BinaryNeuron", "BINARYNEURON", "entity", "entity_s", "Entity", "nul", "点", new string('L', 250)];
        string[] folders = [.. kernels.Select(Write)];
        Assert.Equal(kernels.Length, folders.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(folders, static folder => Assert.True(Path.GetFileName(folder).Length <= 90));
        Assert.Equal("BinaryNeuron", Path.GetFileName(folders[0]));
        Assert.Equal(folders, kernels.Select(Write));
        for (int i = 0; i < kernels.Length; i++)
        {
            using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folders[i], "manifest.json")));
            Assert.Equal(kernels[i], manifest.RootElement.GetProperty("kernel").GetString());
        }

        string Write(string kernel) => KernelFolder.Write(output, design with { Design = design.Design with { Kernel = kernel } }).Folder;
    }
}
