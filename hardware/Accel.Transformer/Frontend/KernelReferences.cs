using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend;

/// <summary>The assemblies that a kernel may refer to: the framework's core, and those of SimpleMemory and the attributes.</summary>
internal static class KernelReferences
{
    private static readonly string[] FrameworkAssemblies = 
        ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Threading"];

    // What libraries for older frameworks refer to. It names types of assemblies that are not here, of which C# would say so.
    private static readonly string[] OlderFrameworks = ["netstandard", "mscorlib"];

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(Find);
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Older = new(() => Framework(OlderFrameworks));

    /// <summary>What is not the framework's. One assembly, but with the real Hastlayer, whose types are spread over its own.</summary>
    public static IReadOnlyList<Assembly> Abstractions { get; } =
        [.. new[] { typeof(SimpleMemory), typeof(ReplaceableAttribute), typeof(SimdOperations), typeof(UnrollAttribute) }.Select(type => type.Assembly).Distinct()];

    /// <summary>The one of these that what was compiled with them asks for by name when it runs; null where it is none.</summary>
    public static Assembly? Abstraction(AssemblyName name) => Abstractions.FirstOrDefault(assembly => assembly.GetName().Name == name.Name);

    /// <summary>All of them, for a compilation.</summary>
    /// <param name="libraries">Paths of what else a source may refer to.</param>
    public static IEnumerable<MetadataReference> With(ImmutableArray<string> libraries) => libraries.IsEmpty ? References.Value
        : [.. References.Value, .. Older.Value, .. libraries.Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The same for code of the host: the whole framework.</summary>
    /// <param name="libraries">Paths of what else a source may refer to.</param>
    public static IEnumerable<MetadataReference> OfHost(ImmutableArray<string> libraries)
    {
        string? folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return
        [
            .. Platform.Where(path => Path.GetDirectoryName(path) == folder).Select(static path => MetadataReference.CreateFromFile(path)),
            .. Dialect(), .. libraries.Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }

    private static IEnumerable<string> Platform
        => (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);

    private static List<MetadataReference> Framework(string[] names)
        => [.. Platform.Where(path => names.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static List<MetadataReference> Find() => [.. Framework(FrameworkAssemblies), .. Dialect()];

    private static unsafe List<MetadataReference> Dialect()
    {
        List<MetadataReference> references = [];
        foreach (Assembly assembly in Abstractions)
        {
            if (assembly.TryGetRawMetadata(out byte* metadata, out int length))
            {
                references.Add(AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata, length)).GetReference());
            }
        }

        return references;
    }
}
