using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accel.Inputs;
using Accel.Models;

namespace Accel.Cli;

/// <summary>Finds models and inputs: those that a user names, and those that lie beside the program.</summary>
internal static partial class InputFiles
{
    // Of a thousand pictures each is looked at when its turn comes.
    private const int MostOpen = 256;

    /// <summary>The committed model of handwritten digits.</summary>
    internal static string DigitsModel => Path.Combine(AppContext.BaseDirectory, "models", "digits.safetensors");

    /// <summary>The committed sample digits, sorted by name.</summary>
    internal static IReadOnlyList<string> SampleDigits
        => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.png").Order(StringComparer.Ordinal)];

    /// <summary>Reads a model; <c>-</c> is standard input.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    internal static SpikingTransformerModel LoadModel(string path)
    {
        if (path == StandardInput.Argument)
        {
            return SpikingTransformerModel.Load(StandardInput.Open(), StandardInput.Name);
        }

        RequireFile(path, "model");
        return SpikingTransformerModel.Load(path);
    }

    /// <summary>The same; a pipe that nobody writes to is waited for only until the command is stopped.</summary>
    /// <exception cref="InputMissingException">There is no such file.</exception>
    internal static Task<SpikingTransformerModel> LoadModelAsync(string path, CancellationToken cancellationToken)
        => Task.Run(() => LoadModel(path), CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>
    /// Inputs from files, at most <paramref name="count"/> of them. Files that can be looked at are looked at now, so that a wrong one is
    /// told before any work is done; pipes, and <c>-</c> for standard input, are read when their turn comes, each input when it has come.
    /// </summary>
    /// <exception cref="InputMissingException">A file is not there.</exception>
    internal static IEnumerable<InputItem> OpenInputs(IReadOnlyList<string> paths, ModelConfiguration configuration, int? count)
    {
        foreach (string path in paths.Where(static p => p != StandardInput.Argument))
        {
            RequireFile(path, "input");
        }

        // A file has one input at least.
        int most = count ?? int.MaxValue;
        List<Func<IEnumerable<InputItem>>> sources = [];
        foreach (string path in paths.Take(most))
        {
            if (sources.Count < MostOpen && IsThere(path))
            {
                var open = Open(path, configuration);
                sources.Add(() => open);
            }
            else
            {
                sources.Add(() => Open(path, configuration));
            }
        }

        return sources.SelectMany(static s => s()).Take(most)
            .Select(i => i with { Label = i.Label ?? LabelInName(i.Name, configuration.Classes) });
    }

    /// <summary>The same one by one; whoever waits for the next input can be stopped.</summary>
    internal static async IAsyncEnumerable<InputItem> ReadInputsAsync(IEnumerable<InputItem> inputs,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not disposed of where it is left in the middle of a read: its thread may still be in there.
        var items = inputs.GetEnumerator();
        while (await Task.Run(items.MoveNext, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return items.Current;
        }

        items.Dispose();
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

    private static IEnumerable<InputItem> Open(string path, ModelConfiguration configuration) => path == StandardInput.Argument
        ? InputReader.Stream(StandardInput.Open(), StandardInput.Name, configuration)
        : InputReader.Stream(path, configuration);

    private static void RequireFile(string path, string what)
    {
        string name = PlainText.Name(path);
        switch (PathKinds.Of(path))
        {
            case PathKind.Missing:
                throw new InputMissingException($"{what} `{name}` does not exist",
                    $"ls {PlainText.Name(PathKinds.FolderThatExists(path))}");
            case PathKind.Denied:
                throw new InputMissingException($"{what} `{name}` lies in a folder that you may not enter",
                    $"ls -ld {PlainText.Name(PathKinds.FolderThatExists(path))}");
            case PathKind.Folder:
                throw new InputMissingException($"{what} `{name}` is a folder",
                    $"name the files in it: {PlainText.Name(Path.Combine(path, "*"))}");
        }
    }

    // Opening a pipe may wait for whoever writes to it; the first bytes of anything else are there already.
    private static bool IsThere(string path)
        => PathKinds.Of(path == StandardInput.Argument ? StandardInput.Path : path) is PathKind.File or PathKind.Device;

    // A picture digit-7-crossed.png shows a 7: the one place for a label that a picture has.
    private static int? LabelInName(string name, int classes)
        => DigitName().Match(name) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label < classes
            ? label
            : null;

    [GeneratedRegex(@"^digit-(\d+)")]
    private static partial Regex DigitName();
}
