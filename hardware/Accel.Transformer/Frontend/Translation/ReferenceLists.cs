using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Which arrays of objects are lists of references. Objects live in their array as long as each is in one place only: that costs no
/// multiplexers. Where a program makes two elements one object, exchanges them or sets one to null, the array is noted here, and the
/// program is translated again with a reference for each of its elements.
/// </summary>
internal sealed class ReferenceLists
{
    /// <summary>Elements of a list at most: each access chooses among them.</summary>
    public const int MaximumLength = 64;

    private readonly HashSet<(SyntaxTree Tree, TextSpan Span)> _lists = [];
    private readonly HashSet<(SyntaxTree Tree, TextSpan Span)> _wanted = [];
    private readonly Dictionary<ElementLayout, (SyntaxTree Tree, TextSpan Span)> _sites = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the array that is made here is a list.</summary>
    public bool Contains(IOperation creation) => _lists.Contains(Site(creation));

    /// <summary>An array of objects is made.</summary>
    public void Note(ElementLayout layout, IOperation creation, int length)
    {
        if (length <= MaximumLength)
        {
            Note(layout, Site(creation));
        }
    }

    /// <summary>A callee's name of an array.</summary>
    public void NoteTwin(ElementLayout layout, ElementLayout twin)
    {
        if (_sites.TryGetValue(layout, out var site))
        {
            Note(twin, site);
        }
    }

    /// <summary>The objects of an array cannot all live in it.</summary>
    public void Want(ElementLayout layout)
    {
        if (_sites.TryGetValue(layout, out var site))
        {
            _ = _wanted.Add(site);
        }
    }

    /// <summary>Whether the program is to be translated again, with more lists.</summary>
    public bool Grow()
    {
        int count = _lists.Count;
        _lists.UnionWith(_wanted);
        _wanted.Clear();
        _sites.Clear();
        return _lists.Count > count;
    }

    /// <summary>Whether elements of the type refer to arrays or to objects of their own kind, so that they cannot lie in an
    /// array.</summary>
    public static bool IsNeededFor(ITypeSymbol element) => IsNeededFor(element, []);

    private static bool IsNeededFor(ITypeSymbol element, IReadOnlyList<ITypeSymbol> outer) =>
        KnownTypes.Scalar(element) is null && element is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
        && !KnownTypes.IsSimpleMemory(type) && !KnownTypes.IsTaskLike(type) && !KnownTypes.IsStream(type)
        && (outer.Contains(type, SymbolEqualityComparer.Default)
            || type.GetMembers().OfType<IFieldSymbol>().Any(field => field is { IsStatic: false, IsConst: false }
                && (IsList(field.Type) || IsNeededFor(field.Type, [.. outer, type]))));

    private static bool IsList(ITypeSymbol type) =>
        type is IArrayTypeSymbol || KnownTypes.IsImmutableArray(type) || KnownTypes.IsStream(type);

    private void Note(ElementLayout layout, (SyntaxTree Tree, TextSpan Span) site)
    {
        if (layout.Fields is not null)
        {
            _sites[layout] = site;
            layout.Fields.Values.ToList().ForEach(part => Note(part, site));
        }
    }

    private static (SyntaxTree Tree, TextSpan Span) Site(IOperation creation) => (creation.Syntax.SyntaxTree, creation.Syntax.Span);
}
