using System.Collections.Immutable;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer;

/// <summary>What a source holds, before anything of it is translated.</summary>
public static class KernelClasses
{
    /// <summary>Full names of the types that the dialect itself defines: SimpleMemory, the attributes, streams.</summary>
    public static ImmutableHashSet<string> DialectTypes { get; } =
        [.. KernelReferences.Abstractions.SelectMany(static a => a.GetExportedTypes()).Select(static t => t.FullName!)];

    /// <summary>The classes of a source that are meant to become hardware, with namespaces, sorted.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<string> Of(KernelSource source, TransformOptions options)
        => Look<IReadOnlyList<string>>(source, options, static (_, kernels) => [.. kernels.Select(static k => k.ToDisplayString())]);

    /// <summary>The types without source that the entry points of a source reach, the framework's among them: simple names of their
    /// assemblies, and their full names as metadata has them.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ILookup<string, string> ReachedTypes(KernelSource source, TransformOptions options)
        => Look(source, options, static (compilation, kernels) => ReachableCode.Of(compilation, kernels).ForeignTypes
            .Select(static type => (Assembly: type.ContainingAssembly.Name, Name: EntryPointList.MetadataNameOf(type)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .ToLookup(static type => type.Assembly, static type => type.Name, StringComparer.OrdinalIgnoreCase));

    private static T Look<T>(KernelSource source, TransformOptions options, Func<CSharpCompilation, List<INamedTypeSymbol>, T> look)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return CompileWatch.Run(options, () =>
        {
            var compilation = KernelCompilation.Create(source, design: null, options, new DiagnosticsBag());
            return look(compilation, [.. KernelCompilation.Classes(compilation)
                .Where(type => FrontEnd.IsKernel(type, options.EntryPoints))]);
        });
    }
}
