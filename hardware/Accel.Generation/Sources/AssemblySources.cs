using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>
/// The sources of an assembly: those that its portable PDB names, embedded or on disk with the right hash; where there are none, or they
/// are not C#, what decompiling it gives.
/// </summary>
internal static class AssemblySources
{
    private const long MostBytes = 256L << 20;

    /// <summary>Reads them, decompiling what has none, and finds the libraries that the assembly refers to.</summary>
    /// <exception cref="KernelSourceException">It is not there, or no .NET assembly.</exception>
    public static KernelSource LoadWhole(string path) => Load(path) is var source && source.Files.IsEmpty
        ? source with { Files = Decompilation.Of(path) } : source;

    /// <summary>Reads them, none where they are not there as they were, and finds the libraries that the assembly refers to, beside it and
    /// in the package folders.</summary>
    /// <exception cref="KernelSourceException">It is not there, or no .NET assembly.</exception>
    public static KernelSource Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new KernelSourceException(path, "there is no such assembly", "Build it first, or name its project.") { IsMissing = true };
        }

        if (new FileInfo(path).Length > MostBytes)
        {
            throw new KernelSourceException(path, $"it has more than {MostBytes} bytes", "Name the assembly of the kernels.");
        }

        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata)
            {
                throw new BadImageFormatException("it has no .NET metadata");
            }

            var folders = new LibraryFolders(path);
            var libraries = Libraries(References(image.GetMetadataReader()).Select(folders.Find).OfType<string>());
            return (SymbolSources.Read(path, image) ?? new KernelSource([])) with { References = libraries };
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new KernelSourceException(path, $"it is no .NET assembly that can be read ({e.Message})", "Name a managed .dll.", e);
        }
    }

    /// <summary>Those of some assemblies whose code may be part of a kernel: not the framework's, and none that defines what Accel's own
    /// dialect does (SimpleMemory, attributes), which is there already.</summary>
    public static ImmutableArray<string> Libraries(IEnumerable<string> assemblies)
    {
        var dialect = KernelClasses.DialectTypes;
        return [.. assemblies.Where(path => !IsOfFramework(path) && !Types(path).Any(dialect.Contains)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> References(MetadataReader metadata) => metadata.AssemblyReferences
        .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

    private static bool IsOfFramework(string path)
    {
        string full = Path.GetFullPath(path).Replace('\\', '/');
        return full.Contains("/packs/Microsoft.", StringComparison.Ordinal) || full.Contains("/shared/Microsoft.", StringComparison.Ordinal)
            || full.Contains("/microsoft.netcore.app.ref/", StringComparison.OrdinalIgnoreCase)
            || full.Contains("/netstandard.library/", StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Types(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            var metadata = image.GetMetadataReader();
            return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return [];
        }
    }
}
