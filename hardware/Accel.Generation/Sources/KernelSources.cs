using System.Collections.Immutable;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>
/// Reads the sources of kernels: C# files, folders and patterns, projects of any .NET language, and assemblies. A project and an assembly
/// bring the libraries that they refer to along; of these the sources are read when an entry point reaches them.
/// </summary>
public static class KernelSources
{
    private static readonly string[] _projects = [".csproj", ".fsproj", ".vbproj"];
    private static readonly string[] _assemblies = [".dll", ".exe"];

    /// <summary>Reads what somebody has named.</summary>
    /// <param name="inputs">Files, folders, patterns such as <c>kernels/**/*.cs</c>, projects and assemblies; all are compiled
    /// together.</param>
    /// <param name="cancellationToken">Ends it, the build of a project included.</param>
    /// <exception cref="KernelSourceException">One of them is not there, or is no such thing.</exception>
    public static KernelSource Load(IReadOnlyList<string> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var source = new KernelSource([]);
        foreach (string input in inputs)
        {
            source = source.With(Load(input, cancellationToken));
        }

        return WithLibraries(source, cancellationToken);
    }

    /// <summary>The text of a file that goes with sources, such as a configuration.</summary>
    /// <exception cref="KernelSourceException">It is not there, is no text, or longer than any kernel.</exception>
    public static string ReadText(string path) => SourceFiles.ReadText(path);

    private static KernelSource Load(string input, CancellationToken cancellationToken)
        => Is(input, _projects) ? ProjectSources.Load(input, cancellationToken)
            : Is(input, _assemblies) ? AssemblySources.LoadWhole(input)
            : new KernelSource(SourceFiles.Read(input));

    // Each round shows what the libraries of the one before reach. Of one that has to be decompiled there are the types that are wanted.
    private static KernelSource WithLibraries(KernelSource source, CancellationToken cancellationToken)
    {
        var options = new TransformOptions { CancellationToken = cancellationToken };
        while (!source.References.IsEmpty)
        {
            var reached = KernelClasses.ReachedTypes(source, options);
            int files = source.Files.Length, references = source.References.Length;
            foreach (string library in source.References)
            {
                string[] types = [.. reached[Path.GetFileNameWithoutExtension(library)]];
                if (types.Length > 0)
                {
                    source = AssemblySources.Load(library) is { Files.IsEmpty: false } written
                        ? source.With(written) with { References = [.. source.References.Union(written.References).Except([library])] }
                        : source.With(new KernelSource(Decompilation.Of(library, types)));
                }
            }

            if (source.Files.Length == files && source.References.Length == references)
            {
                break;
            }
        }

        return source;
    }

    private static bool Is(string input, string[] extensions) =>
        extensions.Contains(Path.GetExtension(input), StringComparer.OrdinalIgnoreCase);
}
