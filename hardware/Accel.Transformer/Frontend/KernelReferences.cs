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
    // The last two are what libraries for older frameworks refer to.
    private static readonly string[] FrameworkAssemblies =
        ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Threading", "netstandard", "mscorlib"];

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(Find);

    /// <summary>What is not the framework's. One assembly, but with the real Hastlayer, whose types are spread over its own.</summary>
    public static IReadOnlyList<Assembly> Abstractions { get; } =
        [.. new[] { typeof(SimpleMemory), typeof(ReplaceableAttribute), typeof(SimdOperations), typeof(UnrollAttribute) }.Select(type => type.Assembly).Distinct()];

    /// <summary>All of them, for a compilation.</summary>
    public static IReadOnlyList<MetadataReference> All => References.Value;

    private static unsafe List<MetadataReference> Find()
    {
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        List<MetadataReference> references =
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => FrameworkAssemblies.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
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
