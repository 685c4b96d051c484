using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Portability;

/// <summary>Examines every kernel of a source: what this transformer refuses, and what the real Hastlayer would.</summary>
public static class KernelLint
{
    /// <summary>Examines a source.</summary>
    /// <param name="source">Files that are compiled together.</param>
    public static LintReport Check(KernelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        DiagnosticsBag found = new();
        CSharpCompilation compilation = KernelCompilation.Create(source, new TransformOptions(), found);
        return found.IsEmpty
            ? new LintReport([], [.. KernelCompilation.Classes(compilation).Where(FrontEnd.IsKernel).Select(type => Check(compilation, type))])
            : new LintReport(found.Items, []);
    }

    private static KernelReport Check(CSharpCompilation compilation, INamedTypeSymbol type)
    {
        FrontEndResult front = FrontEnd.Load(compilation, type);
        IReadOnlyList<KernelDiagnostic> refused = front.Program is null ? front.Diagnostics : KernelCompiler.Check(front.Program);
        PortabilityWalk walk = new(compilation);
        EntryPointList entries = EntryPointList.Find(type, new DiagnosticsBag());
        return new KernelReport(
            type.ToDisplayString(), SourcePlaces.Of(type), refused, [.. EntryClassRules.Find(type)], walk.Examine(entries.Methods));
    }
}
