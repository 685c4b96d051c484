using Accel.Transformer.Budgets;
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
    /// <param name="options">Budgets and cancellation, or null for the defaults.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LintReport Check(KernelSource source, TransformOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new TransformOptions();
        return CompileWatch.Run(options, () =>
        {
            DiagnosticsBag found = new();
            CSharpCompilation compilation = KernelCompilation.Create(source, design: null, options, found);
            List<INamedTypeSymbol> kernels = [.. KernelCompilation.Classes(compilation)
                .Where(type => FrontEnd.IsKernel(type, options.EntryPoints))];
            return found.IsEmpty ? new LintReport([], [.. kernels.Select(type => Check(compilation, type, options))])
                : kernels.Count == 0 ? new LintReport(found.Items, [])
                : new LintReport([], [.. kernels.Select(type => CheckAlone(source, type.ToDisplayString(), options))]);
        });
    }

    // Each with the errors that it reaches itself.
    private static KernelReport CheckAlone(KernelSource source, string className, TransformOptions options)
    {
        DiagnosticsBag found = new();
        CSharpCompilation compilation = KernelCompilation.Create(source, className, options, found);
        INamedTypeSymbol type = KernelCompilation.Classes(compilation).First(type => type.ToDisplayString() == className);
        return found.IsEmpty ? Check(compilation, type, options) : new KernelReport(className, SourcePlaces.Of(type), found.Items, [], []);
    }

    private static KernelReport Check(CSharpCompilation compilation, INamedTypeSymbol type, TransformOptions options)
    {
        FrontEndResult front = FrontEnd.Load(compilation, type, options);
        IReadOnlyList<KernelDiagnostic> refused = DiagnosticsBag.InOrder(
            front.Notes.Concat(front.Program is null ? front.Diagnostics : KernelCompiler.Check(front.Program, options)));
        PortabilityWalk walk = new(compilation);
        EntryPointList entries = EntryPointList.Find(type, new DiagnosticsBag(), options.EntryPoints);
        return new KernelReport(
            type.ToDisplayString(), SourcePlaces.Of(type), refused, [.. EntryClassRules.Find(type)], walk.Examine(entries.Methods));
    }
}
