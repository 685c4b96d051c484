using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>
/// A project as the .NET SDK builds it: the files that it compiles, those that generators have made among them, its symbols for #if, and
/// the assemblies that it refers to. One of another language than C# comes in by the assembly that it builds.
/// </summary>
internal static class ProjectSources
{
    /// <summary>Builds a project and reads it.</summary>
    /// <exception cref="KernelSourceException">It is not there, or cannot be built.</exception>
    public static KernelSource Load(string project, CancellationToken cancellationToken)
    {
        if (!File.Exists(project))
        {
            throw new KernelSourceException(project, "there is no such project", "Name a .csproj, .fsproj or .vbproj.")
                { IsMissing = true };
        }

        using var built = Build(project, cancellationToken);
        var root = built.RootElement;
        var properties = root.GetProperty("Properties");
        string target = properties.GetProperty("TargetPath").GetString() ?? "";
        if (!project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            return AssemblySources.LoadWhole(target);
        }

        string folder = Path.GetDirectoryName(project) is { Length: > 0 } named ? named : ".";
        var items = root.GetProperty("Items");
        return new KernelSource([.. Paths(items, "Compile")
            .Select(path => new SourceFile(Shown(folder, path), SourceFiles.ReadText(path)))])
        {
            Symbols = [.. (properties.GetProperty("DefineConstants").GetString() ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            References = AssemblySources.Libraries(Paths(items, "ReferencePath")),
        };
    }

    private static IEnumerable<string> Paths(JsonElement items, string kind)
        => items.TryGetProperty(kind, out var list) ? list.EnumerateArray().Select(static i => i.GetProperty("FullPath").GetString()!) : [];

    // Beside the project, as whoever named it would.
    private static string Shown(string folder, string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : folder == "." ? relative : Path.Combine(folder, relative);
    }

    private static JsonDocument Build(string project, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "build", Path.GetFullPath(project), "-nologo", "-getItem:Compile", "-getItem:ReferencePath",
                "-getProperty:TargetPath", "-getProperty:DefineConstants", "-t:Restore;Build",
            },
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
            {
                throw new KernelSourceException(
                    project, $"it cannot be built:\n{FirstErrors(output + errors.GetAwaiter().GetResult())}", $"dotnet build {project}");
            }

            return JsonDocument.Parse(output);
        }
        catch (Exception e) when (e is Win32Exception or JsonException)
        {
            throw new KernelSourceException(
                project, $"the .NET SDK does not tell what it is made of ({e.Message})", "Install the .NET 10 SDK: dotnet --version", e);
        }
    }

    private static string FirstErrors(string output)
    {
        string[] errors = [.. output.Split('\n').Where(static l => l.Contains(": error ", StringComparison.Ordinal)).Distinct().Take(5)];
        return string.Join('\n', errors.Length > 0 ? errors : output.Split('\n').TakeLast(5));
    }
}
