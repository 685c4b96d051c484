using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accel.Inputs;
using Accel.Models;
using Accel.Transformer;

namespace Accel.Cli;

/// <summary>Finds models and inputs: those that a user names, and those that lie beside the program.</summary>
internal static partial class InputFiles
{
    /// <summary>The committed model of handwritten digits.</summary>
    internal static string DigitsModel => Path.Combine(AppContext.BaseDirectory, "models", "digits.safetensors");

    /// <summary>The committed sample digits, sorted by name.</summary>
    internal static IReadOnlyList<string> SampleDigits
        => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.png").Order(StringComparer.Ordinal)];

    /// <summary>Reads a model.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    internal static SpikingTransformerModel LoadModel(string path)
    {
        RequireFile(path, "model");
        return SpikingTransformerModel.Load(path);
    }

    /// <summary>Reads inputs from files, at most <paramref name="count"/> of them.</summary>
    /// <exception cref="InputMissingException">A file is not there.</exception>
    internal static IReadOnlyList<InputItem> LoadInputs(IReadOnlyList<string> paths, ModelConfiguration configuration, int? count)
    {
        var items = new List<InputItem>();
        foreach (string path in paths)
        {
            RequireFile(path, "input");
            if (items.Count < (count ?? int.MaxValue))
            {
                items.AddRange(InputReader.Read(path, configuration).Select(i => i with { Label = i.Label ?? LabelInName(i.Name, configuration.Classes) }));
            }
        }

        return count is { } most && items.Count > most ? items[..most] : items;
    }

    /// <summary>The design's hash in a manifest, of a kernel or of a board's project.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    /// <exception cref="InputException">It is no manifest.</exception>
    internal static string LoadDesignHash(string path)
    {
        const string Remedy = "name the manifest.json that `accel generate` wrote";
        RequireFile(path, "manifest");
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(path));
            return manifest.RootElement.TryGetProperty("designHash", out var hash) && hash.GetString() is { Length: 64 } text
                ? text
                : throw new InputException(path, "it has no designHash of 64 digits", Remedy);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(path, $"it is no manifest: {e.Message}", Remedy, e);
        }
    }

    /// <summary>Reads the C# files of kernels; diagnostics name them as the user did.</summary>
    /// <exception cref="InputMissingException">A file is not there.</exception>
    internal static KernelSource LoadKernels(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            RequireFile(path, "kernel");
        }

        return new KernelSource([.. paths.Distinct(StringComparer.Ordinal).Select(static path => new SourceFile(path, File.ReadAllText(path)))]);
    }

    private static void RequireFile(string path, string what)
    {
        if (!File.Exists(path))
        {
            throw new InputMissingException(
                Directory.Exists(path) ? $"{what} `{path}` is a folder" : $"{what} `{path}` does not exist",
                Directory.Exists(path) ? $"name the files in it: {Path.Combine(path, "*")}" : $"ls {Path.GetDirectoryName(Path.GetFullPath(path))}");
        }
    }

    // A picture digit-7-crossed.png shows a 7: the one place for a label that a picture has.
    private static int? LabelInName(string name, int classes)
        => DigitName().Match(name) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label < classes
            ? label
            : null;

    [GeneratedRegex(@"^digit-(\d+)")]
    private static partial Regex DigitName();
}
