using System.Globalization;
using System.Text;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Compiles a kernel's source with Roslyn. It may refer to the framework's core and to Accel.Hast.Abstractions, nothing else; the usual
/// implicit usings are there. System.Linq is an empty namespace: editors put its using directive into every file.
/// </summary>
internal static class KernelCompilation
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; "
        + "namespace System.Linq { }";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>Parses, replaces and binds; C# errors become diagnostics.</summary>
    public static CSharpCompilation Create(KernelSource source, TransformOptions options, DiagnosticsBag diagnostics)
    {
        List<SyntaxTree> trees =
        [
            .. source.Files
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path, Encoding.UTF8, options.CancellationToken)),
        ];
        IReadOnlyList<SyntaxTree> replaced = new Replacements(options.Replacements, diagnostics).Apply(trees);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Kernel",
            [.. replaced, CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions, "(implicit usings)", Encoding.UTF8,
                options.CancellationToken)],
            KernelReferences.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                checkOverflow: false,
                // On this thread, whose stack is large: Roslyn's own overflow where expressions are deep.
                concurrentBuild: false,
                deterministic: true));
        try
        {
            if (ConstantRules.Check(compilation, diagnostics, options.CancellationToken))
            {
                // C# errors would only follow from them: an array without elements, a number that has no room.
                return compilation;
            }

            foreach (Diagnostic error in compilation.GetDiagnostics(options.CancellationToken)
                .Where(item => item.Severity == DiagnosticSeverity.Error))
            {
                if (LinqErrors.Find(error) is { } linq)
                {
                    diagnostics.Report(DiagnosticDescriptors.Linq, SourcePlaces.Of(error.Location), linq);
                    continue;
                }

                diagnostics.Report(
                    DiagnosticDescriptors.CompileError, SourcePlaces.Of(error.Location), error.Id,
                    error.GetMessage(CultureInfo.InvariantCulture));
            }
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Report(DiagnosticDescriptors.NestedTooDeep, SourcePlaces.Of(Deepest(trees).GetLocation()), "the C# compiler");
        }

        return compilation;
    }

    private static SyntaxNode Deepest(IEnumerable<SyntaxTree> trees)
    {
        Stack<(SyntaxNode Node, int Depth)> open = new(trees.Select(tree => (tree.GetRoot(), 0)));
        var deepest = open.Peek();
        while (open.TryPop(out var item))
        {
            deepest = item.Depth > deepest.Depth ? item : deepest;
            foreach (SyntaxNode child in item.Node.ChildNodes())
            {
                open.Push((child, item.Depth + 1));
            }
        }

        return deepest.Node;
    }

    /// <summary>Finds a class by its name, with or without namespace.</summary>
    /// <returns>The class, or null after a diagnostic.</returns>
    public static INamedTypeSymbol? FindClass(CSharpCompilation compilation, string name, DiagnosticsBag diagnostics)
    {
        List<INamedTypeSymbol> classes = [.. Classes(compilation)];
        List<INamedTypeSymbol> found = [.. classes.Where(type => type.Name == name || type.ToDisplayString() == name)];
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count == 0)
        {
            string all = classes.Count == 0 ? "none" : string.Join(", ", classes.Select(type => type.ToDisplayString()));
            diagnostics.Report(DiagnosticDescriptors.ClassNotFound, SourcePlaces.Of(Location.None), name, all);
        }
        else
        {
            string all = string.Join(" and ", found.Select(type => type.ToDisplayString()));
            diagnostics.Report(DiagnosticDescriptors.ClassAmbiguous, SourcePlaces.Of(found[0]), name, all);
        }

        return null;
    }

    /// <summary>The classes that could be kernels, by name.</summary>
    public static IEnumerable<INamedTypeSymbol> Classes(CSharpCompilation compilation) => compilation
        .GetSymbolsWithName(_ => true, SymbolFilter.Type)
        .OfType<INamedTypeSymbol>()
        .Where(type => type is { TypeKind: TypeKind.Class, IsStatic: false })
        .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);
}
