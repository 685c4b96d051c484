using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace Accel.Transformer;

/// <summary>A C# file of a kernel.</summary>
/// <param name="Path">What diagnostics and comments in generated files call it; need not exist on disk.</param>
/// <param name="Text">Its text.</param>
public sealed record SourceFile(string Path, string Text);

/// <summary>The C# text of kernels: everything the transformer reads.</summary>
/// <param name="Files">The files; the order has no meaning.</param>
public sealed record KernelSource(ImmutableArray<SourceFile> Files)
{
    private const string ResourcePrefix = "kernels/";

    /// <summary>Symbols that #if asks for.</summary>
    public ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>Paths of the assemblies that the files may refer to, beside the framework's core and the dialect's. What an entry point
    /// reaches of them is refused, as there is no source of it.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Designs of several classes, by the names that they have in the place of a class: the classes, with or without namespaces,
    /// whose entry points they have one after the other.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Designs { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The classes of a design: those that it was made of, or the class of that name.</summary>
    public ImmutableArray<string> ClassesOf(string design) => Designs.TryGetValue(design, out var classes) ? classes : [design];

    /// <summary>This source and another one, compiled together.</summary>
    public KernelSource With(KernelSource other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new KernelSource([.. Files, .. other.Files.ExceptBy(Files.Select(static f => f.Path), static f => f.Path)])
        {
            Symbols = [.. Symbols.Union(other.Symbols)],
            References = [.. References.Union(other.References)],
            Designs = Designs.SetItems(other.Designs),
        };
    }

    /// <summary>One file.</summary>
    public static KernelSource FromText(string text, string path = "Kernel.cs") => new([new SourceFile(path, text)]);

    /// <summary>
    /// Reads the sources that an assembly carries with it as resources named <c>kernels/PATH.cs</c>, so that its kernels can be
    /// transformed wherever the assembly is.
    /// </summary>
    /// <exception cref="ArgumentException">The assembly carries no such resource.</exception>
    public static KernelSource FromEmbedded(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ImmutableArray<SourceFile>.Builder files = ImmutableArray.CreateBuilder<SourceFile>();
        IEnumerable<string> names = assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.EndsWith(".cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            Stream stream = assembly.GetManifestResourceStream(name) ?? assembly.GetManifestResourceStream(name.Replace('/', '\\'))!;
            using StreamReader reader = new(stream, Encoding.UTF8);
            files.Add(new SourceFile(name[ResourcePrefix.Length..], reader.ReadToEnd()));
        }

        return files.Count == 0
            ? throw new ArgumentException(
                $"{assembly.GetName().Name} carries no kernel source; embed its .cs files with LogicalName {ResourcePrefix}<relative path>",
                nameof(assembly))
            : new KernelSource(files.DrainToImmutable());
    }
}
