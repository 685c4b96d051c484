using System.Collections.Immutable;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using RoslynDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace Accel.Analyzers;

/// <summary>The transformer's table of diagnostics as Roslyn wants it. Nothing is said twice: a rule is made of each entry.</summary>
internal static class Rules
{
    private const string Category = "Accel.Kernel";

    /// <summary>One rule for each diagnostic of the transformer, by id.</summary>
    public static ImmutableDictionary<string, RoslynDescriptor> ById { get; } =
        DiagnosticDescriptors.All.ToImmutableDictionary(item => item.Id, Rule, StringComparer.Ordinal);

    /// <summary>Whether the front end finds it, and so the editor while one types; what passes find comes at the end of a build.</summary>
    public static bool IsLive(string id) => string.CompareOrdinal(id, "ACC05") < 0;

    private static RoslynDescriptor Rule(Transformer.Diagnostics.DiagnosticDescriptor item) => new(
        item.Id,
        item.Title,
        "{0}. {1}",
        Category,
        item.IsNote ? DiagnosticSeverity.Info : DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: item.Remedy,
        helpLinkUri: null,
        customTags: IsLive(item.Id) ? [] : [WellKnownDiagnosticTags.CompilationEnd]);
}
