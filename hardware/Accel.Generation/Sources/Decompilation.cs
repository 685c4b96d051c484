using System.Collections.Immutable;
using Accel.Transformer;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;

namespace Accel.Generation;

/// <summary>C# of an assembly that has no sources here, made from its IL by ICSharpCode.Decompiler.</summary>
internal static class Decompilation
{
    /// <summary>A file for each type that stands alone; diagnostics say that it was decompiled.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="types">Full names of the types that are wanted, as metadata has them; null for all.</param>
    public static ImmutableArray<SourceFile> Of(string path, IReadOnlyCollection<string>? types = null)
    {
        using var file = new PEFile(path);
        var resolver = new UniversalAssemblyResolver(path, throwOnError: false, file.DetectTargetFrameworkId());
        var decompiler = new CSharpDecompiler(file, resolver, Settings());
        string name = Path.GetFileName(path);
        return [.. decompiler.TypeSystem.MainModule.TopLevelTypeDefinitions
            .Where(type => types?.Contains(type.ReflectionName) ?? !type.ReflectionName.AsSpan().ContainsAny("<$"))
            .Select(type => new SourceFile($"{name} (decompiled)/{type.ReflectionName}.cs",
                decompiler.DecompileTypeAsString(type.FullTypeName)))];
    }

    // As somebody would have written it, without what only a debugger or an older compiler needs.
    private static DecompilerSettings Settings() => new(LanguageVersion.CSharp12_0)
    {
        ThrowOnAssemblyResolveErrors = false,
        ShowXmlDocumentation = false,
        AlwaysUseBraces = true,
        FileScopedNamespaces = true,
    };
}
