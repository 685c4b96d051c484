using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>
/// Compiles a kernel's source with Roslyn. It may refer to the framework's core and to Accel.Hast.Abstractions, nothing else; the usual
/// implicit usings are there. System.Linq is an empty namespace: editors put its using directive into every file. What an entry point
/// does not reach may be in error, since it is the host's (<see cref="HostCode"/>).
/// </summary>
internal static class KernelCompilation
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; "
        + "namespace System.Linq { }";

    // Files that `dotnet run FILE.cs` takes may begin with directives for it.
    internal static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "")]);

    /// <summary>Parses, replaces and binds; C# errors in what the kernels reach become diagnostics.</summary>
    /// <param name="source">The source.</param>
    /// <param name="design">The kernel class, with or without namespace, or a design of several; null for all kernel classes.</param>
    /// <param name="options">Replacements and cancellation.</param>
    /// <param name="diagnostics">Gets the errors.</param>
    public static CSharpCompilation Create(
        KernelSource source, string? design, TransformOptions options, DiagnosticsBag diagnostics)
    {
        ImmutableArray<string> classes = design is null ? [] : source.ClassesOf(design);
        CSharpParseOptions parseOptions = ParseOptions.WithPreprocessorSymbols(source.Symbols);
        List<SyntaxTree> trees =
        [
            .. source.Files
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => CSharpSyntaxTree.ParseText(file.Text, parseOptions, file.Path, Encoding.UTF8, options.CancellationToken)),
        ];
        IReadOnlyList<SyntaxTree> replaced = Configured(trees, options, diagnostics);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Kernel",
            [.. replaced, CSharpSyntaxTree.ParseText(ImplicitUsings, parseOptions, "(implicit usings)", Encoding.UTF8,
                options.CancellationToken)],
            KernelReferences.With(source.References),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                checkOverflow: false,
                // The host may; in a kernel it is refused where it is used.
                allowUnsafe: true,
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

            (compilation, var errors) = HostCode.Remove(compilation, all => Reached(all, classes, options), options.CancellationToken);
            foreach (Diagnostic error in errors)
            {
                Report(error, diagnostics);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Report(DiagnosticDescriptors.NestedTooDeep, SourcePlaces.Of(Deepest(trees).GetLocation()), "the C# compiler");
        }

        return compilation;
    }

    /// <summary>What the options and attributes say of the sources, in their text: values of constants and lengths of arrays.</summary>
    public static IReadOnlyList<SyntaxTree> Configured(
        IReadOnlyList<SyntaxTree> trees, TransformOptions options, DiagnosticsBag diagnostics)
    {
        IReadOnlyList<SyntaxTree> replaced = new ArrayLengths(options.ArrayLengths, diagnostics).Apply(
            new Replacements(options.Replacements, diagnostics).Apply(trees));
        MethodNames.Require(replaced, options.Inlining.Keys.Union(options.RecursionDepths.Keys), diagnostics);
        return replaced;
    }

    private static void Report(Diagnostic error, DiagnosticsBag diagnostics)
    {
        if (LinqErrors.Find(error) is { } linq)
        {
            diagnostics.Report(DiagnosticDescriptors.Linq, SourcePlaces.Of(error.Location), linq);
            return;
        }

        diagnostics.Report(
            DiagnosticDescriptors.CompileError, SourcePlaces.Of(error.Location), error.Id, error.GetMessage(CultureInfo.InvariantCulture));
    }

    private static ReachableCode? Reached(CSharpCompilation compilation, ImmutableArray<string> names, TransformOptions options)
        => Kernels(compilation, names, options).ToList() is { Count: > 0 } kernels
            ? ReachableCode.Of(compilation, kernels, options.EntryPoints) : null;

    // All of them where none has the name, which somebody else says.
    private static IEnumerable<INamedTypeSymbol> Kernels(
        CSharpCompilation compilation, ImmutableArray<string> names, TransformOptions options)
    {
        List<INamedTypeSymbol> named = [.. Classes(compilation).Where(type => names.Any(name => IsNamed(type, name)))];
        return named.Count > 0 ? named : Classes(compilation).Where(type => FrontEnd.IsKernel(type, options.EntryPoints));
    }

    private static bool IsNamed(INamedTypeSymbol type, string name) => type.Name == name || type.ToDisplayString() == name;

    /// <summary>The compilation with all its files rewritten, one after the other.</summary>
    /// <param name="compilation">What is rewritten.</param>
    /// <param name="rewriterOf">From the compilation as it is by then and a file of it.</param>
    public static CSharpCompilation Rewritten(
        CSharpCompilation compilation, Func<CSharpCompilation, SyntaxTree, CSharpSyntaxRewriter> rewriterOf)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode root = rewriterOf(compilation, tree).Visit(tree.GetRoot());
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options));
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

    /// <summary>Finds the classes of a design by their names, with or without namespaces.</summary>
    /// <returns>The classes; none after a diagnostic.</returns>
    public static IReadOnlyList<INamedTypeSymbol> FindClasses(
        CSharpCompilation compilation, IEnumerable<string> names, DiagnosticsBag diagnostics)
    {
        List<INamedTypeSymbol> found = [.. names.Select(name => FindClass(compilation, name, diagnostics)).OfType<INamedTypeSymbol>()];
        return diagnostics.IsEmpty ? found : [];
    }

    /// <summary>Finds a class by its name, with or without namespace.</summary>
    /// <returns>The class, or null after a diagnostic.</returns>
    public static INamedTypeSymbol? FindClass(CSharpCompilation compilation, string name, DiagnosticsBag diagnostics)
    {
        List<INamedTypeSymbol> classes = [.. Classes(compilation)];
        List<INamedTypeSymbol> found = [.. classes.Where(type => IsNamed(type, name))];
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
