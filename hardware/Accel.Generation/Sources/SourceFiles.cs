using System.Collections.Immutable;
using System.Text;
using Accel.Transformer;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Accel.Generation;

/// <summary>C# files of kernels, by name, folder or pattern.</summary>
internal static class SourceFiles
{
    // No kernel is so long; a device or a pipe may never end.
    private const int MostCharacters = 16 << 20;

    private const int MostFiles = 10_000;

    /// <summary>Reads them; diagnostics name them as the user did.</summary>
    /// <exception cref="KernelSourceException">There is no such file, or it is none of C#.</exception>
    public static ImmutableArray<SourceFile> Read(string input)
    {
        if (input.AsSpan().ContainsAny('*', '?'))
        {
            return Read(input, Matching(input), "no C# file matches it");
        }

        return PathKinds.Of(input) == PathKind.Folder
            ? Read(input, Matching(Path.Combine(input, "**", "*.cs")), "no C# file lies in it")
            : [new SourceFile(input, ReadText(input))];
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="KernelSourceException">It is not there, is no text, or longer than any kernel.</exception>
    public static string ReadText(string path)
    {
        switch (PathKinds.Of(path))
        {
            case PathKind.Missing:
                throw Missing(path, "there is no such file", $"ls {PlainText.Name(PathKinds.FolderThatExists(path))}");
            case PathKind.Denied:
                throw Missing(
                    path, "it lies in a folder that you may not enter", $"ls -ld {PlainText.Name(PathKinds.FolderThatExists(path))}");
        }

        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var text = new StringBuilder();
            char[] chunk = new char[1 << 16];
            for (int read; (read = reader.Read(chunk)) > 0;)
            {
                if (text.Append(chunk, 0, read).Length > MostCharacters)
                {
                    throw new KernelSourceException(
                        path, $"it has more than {MostCharacters} characters, as no kernel has", "Give the kernel's C# file.");
                }
            }

            return text.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new KernelSourceException(
                path, e is DecoderFallbackException ? "it is no text in UTF-8" : e.Message, "Give the kernel's C# file.", e);
        }
    }

    private static ImmutableArray<SourceFile> Read(string input, List<string> paths, string otherwise) => paths.Count switch
    {
        0 => throw Missing(input, otherwise, "Name the kernel's C# files, a project or an assembly."),
        > MostFiles => throw new KernelSourceException(
            input, $"it stands for {paths.Count} C# files, more than {MostFiles}", "Name the folder of the kernels alone."),
        _ => [.. paths.Select(static path => new SourceFile(path, ReadText(path)))],
    };

    private static KernelSourceException Missing(string input, string problem, string remedy) =>
        new(input, problem, remedy) { IsMissing = true };

    // What a build leaves is compiled from the rest.
    private static List<string> Matching(string pattern)
    {
        string root = pattern[..pattern.IndexOfAny(['*', '?'])];
        root = Path.GetDirectoryName(root) is { Length: > 0 } folder ? folder : Path.IsPathRooted(pattern) ? "/" : ".";
        if (!Directory.Exists(root))
        {
            return [];
        }

        var matcher = new Matcher().AddInclude(Path.GetRelativePath(root, pattern).Replace('\\', '/'));
        matcher.AddExclude("**/bin/**").AddExclude("**/obj/**");
        return [.. matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(root))).Files
            .Select(file => root == "." ? file.Path : Path.Combine(root, file.Path))
            .Where(static path => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
    }
}
