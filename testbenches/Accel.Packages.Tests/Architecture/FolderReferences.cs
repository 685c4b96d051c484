using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Packages.Tests.Architecture;

/// <summary>Which folders of a project refer to which: by the names of types and of methods that extend them, as the compiler binds
/// them.</summary>
internal static class FolderReferences
{
    /// <summary>What files beside the project file are in.</summary>
    public const string Root = "(root)";

    /// <summary>The references of one folder to another one.</summary>
    /// <param name="From">The folder that refers.</param>
    /// <param name="To">The folder that is referred to.</param>
    /// <param name="Example">A place where it does.</param>
    public sealed record Edge(string From, string To, string Example);

    /// <summary>The folders of a project, and what refers to what; a folder within another one counts as that.</summary>
    /// <param name="project">The folder of the project, from the root of the checkout.</param>
    public static (IReadOnlyList<string> Folders, IReadOnlyList<Edge> Edges) Of(string project)
    {
        string root = Path.Combine(Repository.Root, project);
        var files = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal).ToList();
        var folders = files.Select(file => FolderOf(root, file)).Distinct().Order(StringComparer.Ordinal).ToList();
        return folders.Count < 2 ? (folders, []) : (folders, Edges(root, files));
    }

    private static List<Edge> Edges(string root, List<string> files)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = files.Concat(GlobalUsings(root))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).ToList();
        var compilation = CSharpCompilation.Create(
            "Folders", trees, Libraries(root), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var declared = trees.Take(files.Count)
            .SelectMany(tree => Declared(tree).Select(name => (name, Folder: FolderOf(root, tree.FilePath)))).Distinct()
            .ToLookup(static d => d.name, static d => d.Folder);
        Dictionary<(string, string), Edge> edges = [];
        foreach (var tree in trees.Take(files.Count))
        {
            string from = FolderOf(root, tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                // To bind a name takes long, and most say nothing new.
                if (declared[name.Identifier.ValueText].All(to => to == from || edges.ContainsKey((from, to))))
                {
                    continue;
                }

                foreach (string to in Declaring(model, name).Select(file => FolderOf(root, file)).Where(to => to != from))
                {
                    int line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                    edges.TryAdd((from, to), new Edge(
                        from, to, $"{Path.GetRelativePath(root, tree.FilePath)}:{line} {name.Identifier.Text}"));
                }
            }
        }

        return [.. edges.Values];
    }

    // What others can name of a file: types, and methods that extend them.
    private static IEnumerable<string> Declared(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Select(static node => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: [{ RawKind: (int)SyntaxKind.ThisKeyword }, ..] }, ..] } method
            => method.Identifier.ValueText,
        _ => null,
    }).OfType<string>();

    // The files of the type that a name is, or that it is a member of; not those of what is local.
    private static IEnumerable<string> Declaring(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        return type is null || symbol is INamespaceSymbol ? []
            : type.OriginalDefinition.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree.FilePath).Take(1);
    }

    private static string[] GlobalUsings(string root)
    {
        string folder = Path.Combine(root, "obj");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.GlobalUsings.g.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1)]
            : [];
    }

    // All that this test is made of, and what the project has beside what it is built into.
    private static IEnumerable<MetadataReference> Libraries(string root)
    {
        string name = Path.GetFileName(root);
        string built = Path.Combine(root, "bin");
        string[] own = Directory.Exists(built) ? Directory.GetFiles(built, "Accel.*.dll", SearchOption.AllDirectories) : [];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(own)
            .DistinctBy(static file => Path.GetFileName(file))
            .Where(file => Path.GetFileNameWithoutExtension(file) != name)
            .Select(static file => MetadataReference.CreateFromFile(file));
    }

    private static string FolderOf(string root, string file)
    {
        string[] parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? Root : parts[0];
    }
}
