using System.Collections.Immutable;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RoslynDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace Accel.Analyzers;

/// <summary>
/// Refuses what cannot become hardware. It has no rules of its own: it hands each kernel class of the compilation to the transformer's
/// front end, as it is bound already, and at the end of a build runs the passes on what came out.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<RoslynDescriptor> SupportedDiagnostics { get; } =
        [.. Rules.ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.EnableConcurrentExecution();
        // A kernel that a generator wrote becomes hardware like any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxTreeAction(CheckReplaceableFields);
        context.RegisterCompilationStartAction(start =>
        {
            CompilationCheck check = new(start.Compilation, start.Options.AdditionalFiles, start.CancellationToken);
            start.RegisterSymbolAction(check.Translate, SymbolKind.NamedType);
            start.RegisterCompilationEndAction(check.RunPasses);
        });
    }

    private static void CheckReplaceableFields(SyntaxTreeAnalysisContext context)
    {
        DiagnosticsBag found = new();
        FrontEnd.CheckReplaceableFields(context.Tree, found);
        foreach (KernelDiagnostic item in found.Items)
        {
            context.ReportDiagnostic(Places.ToRoslyn(item, [context.Tree], Location.None));
        }
    }
}
