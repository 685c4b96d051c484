using System.Collections.Immutable;
using Accel.Transformer.Budgets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>
/// The declarations that entry points can reach: what they name, what that names, and so on. By names and types alone, without asking
/// what is ever executed, so that a declaration too many may be among them but none is missing. Everything else of a source is the
/// host's, and none of the compiler's business.
/// </summary>
internal sealed class ReachableCode
{
    private readonly SemanticModels _models;
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _members = [];
    private readonly HashSet<SyntaxNode> _headers = [];
    private readonly Queue<SyntaxNode> _waiting = new();
    private readonly Lazy<List<INamedTypeSymbol>> _types;

    private ReachableCode(CSharpCompilation compilation)
    {
        _models = new SemanticModels(compilation);
        _types = new(() => [.. compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()]);
    }

    /// <summary>What the entry points of classes reach.</summary>
    /// <param name="compilation">The source.</param>
    /// <param name="kernels">The classes.</param>
    /// <param name="wanted"><see cref="TransformOptions.EntryPoints"/>.</param>
    public static ReachableCode Of(
        CSharpCompilation compilation, IEnumerable<INamedTypeSymbol> kernels, ImmutableArray<string> wanted = default)
    {
        var reached = new ReachableCode(compilation);
        foreach (var kernel in kernels)
        {
            reached.AddInstance(kernel);
            foreach (var method in EntryPointList.Candidates(kernel, wanted))
            {
                reached.Add(method);
            }
        }

        return reached.Followed();
    }

    /// <summary>What a method reaches that is called from outside.</summary>
    public static ReachableCode Of(CSharpCompilation compilation, IMethodSymbol method)
    {
        var reached = new ReachableCode(compilation);
        reached.Add(method);
        return reached.Followed();
    }

    private ReachableCode Followed()
    {
        while (_waiting.TryDequeue(out var node))
        {
            Walk(node);
        }

        return this;
    }

    /// <summary>Types without source here that are reached, those of the framework among them; of nested ones the outermost.</summary>
    public IEnumerable<INamedTypeSymbol> ForeignTypes => _symbols.OfType<INamedTypeSymbol>()
        .Where(static s => s.ContainingType is null && s.Locations.All(static l => !l.IsInSource) && s.ContainingAssembly is not null);

    /// <summary>Whether a place lies in a declaration that is reached.</summary>
    public bool Covers(Location place)
    {
        if (place.SourceTree is not { } tree)
        {
            return true;
        }

        for (SyntaxNode? node = tree.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true); node is not null;
            node = node.Parent)
        {
            if (_members.Contains(node))
            {
                return true;
            }

            // Of a type that is reached the members are reached one by one; the rest of it always is.
            if (node is BaseTypeDeclarationSyntax && _headers.Contains(node) && !IsInMember(node, place))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInMember(SyntaxNode type, Location place)
        => type is TypeDeclarationSyntax declaration && declaration.Members.Any(m => m.Span.Contains(place.SourceSpan));

    private void Walk(SyntaxNode declaration)
    {
        var model = _models.Of(declaration.SyntaxTree);
        bool IsWanted(SyntaxNode node) => node is not AttributeSyntax attribute || IsOfDialect(model.GetTypeInfo(attribute).Type);
        var nodes = _headers.Contains(declaration) ? Header(declaration, IsWanted) : declaration.DescendantNodesAndSelf(IsWanted);
        foreach (var node in nodes.Where(IsWanted))
        {
            CompileWatch.Check();
            AddAll(model.GetSymbolInfo(node));
            switch (node)
            {
                case ExpressionSyntax expression:
                    Add(model.GetTypeInfo(expression).Type);
                    Add(model.GetConversion(expression).MethodSymbol);
                    break;
                case CommonForEachStatementSyntax loop:
                    var info = model.GetForEachStatementInfo(loop);
                    Add(info.GetEnumeratorMethod);
                    Add(info.MoveNextMethod);
                    Add(info.CurrentProperty);
                    Add(info.DisposeMethod);
                    break;
            }

            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    AddDeconstruction(model.GetDeconstructionInfo(assignment));
                    break;
                case InitializerExpressionSyntax initializer:
                    foreach (var item in initializer.Expressions)
                    {
                        AddAll(model.GetCollectionInitializerSymbolInfo(item));
                    }

                    break;
                case ConstructorDeclarationSyntax constructor when model.GetDeclaredSymbol(constructor) is { IsStatic: false } declared:
                    AddInstance(declared.ContainingType);
                    break;
            }
        }
    }

    // What stands outside of the members of a type.
    private static IEnumerable<SyntaxNode> Header(SyntaxNode type, Func<SyntaxNode, bool> isWanted) => type.ChildNodes()
        .Where(n => type is not TypeDeclarationSyntax || n is not MemberDeclarationSyntax)
        .SelectMany(n => n.DescendantNodesAndSelf(isWanted));

    // Other attributes say nothing to the compiler.
    private static bool IsOfDialect(ITypeSymbol? attribute)
        => attribute is not null && KernelClasses.DialectTypes.Contains(attribute.ToDisplayString());

    private void AddDeconstruction(DeconstructionInfo info)
    {
        Add(info.Method);
        foreach (var inner in info.Nested)
        {
            AddDeconstruction(inner);
        }
    }

    private void AddAll(SymbolInfo info)
    {
        Add(info.Symbol);
        foreach (var candidate in info.CandidateSymbols)
        {
            Add(candidate);
        }
    }

    private void Add(ISymbol? symbol)
    {
        symbol = symbol switch
        {
            IAliasSymbol alias => alias.Target,
            IArrayTypeSymbol array => array.ElementType,
            IPointerTypeSymbol pointer => pointer.PointedAtType,
            IMethodSymbol { ReducedFrom: { } extension } => extension,
            IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property,
            _ => symbol,
        };
        if (symbol is INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } named && !named.IsDefinition)
        {
            foreach (var argument in arguments)
            {
                Add(argument);
            }
        }

        if (symbol?.OriginalDefinition is not (INamedTypeSymbol or IMethodSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol)
            || !_symbols.Add(symbol.OriginalDefinition))
        {
            return;
        }

        symbol = symbol.OriginalDefinition;
        if (symbol is INamedTypeSymbol type)
        {
            AddType(type);
            return;
        }

        Add(symbol.ContainingType);
        AddDeclarations(symbol, _members);
        if (symbol is IMethodSymbol method)
        {
            if (method.MethodKind == MethodKind.Constructor)
            {
                AddInstance(method.ContainingType);
            }

            Add(method.PartialImplementationPart);
        }

        if (symbol.IsVirtual || symbol.IsAbstract || symbol.IsOverride)
        {
            AddImplementations(symbol);
        }
    }

    private void AddType(INamedTypeSymbol type)
    {
        Add(type.ContainingType);
        AddDeclarations(type, _headers);
        Add(type.BaseType);
        type.StaticConstructors.ToList().ForEach(Add);
        if (type.TypeKind is TypeKind.Struct or TypeKind.Enum)
        {
            AddInstance(type);
        }
    }

    // What nobody names of an object's fields is no part of a kernel, and what they begin with has no effect.
    private void AddInstance(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        Add(type);
        if (type.TypeKind == TypeKind.Class)
        {
            Add(type.InstanceConstructors.FirstOrDefault(static c => c.Parameters.IsEmpty));
        }
        else if (type.TypeKind == TypeKind.Enum)
        {
            type.GetMembers().ToList().ForEach(Add);
        }

        if (type.BaseType is { SpecialType: SpecialType.None } inherited)
        {
            AddInstance(inherited);
        }
    }

    private void AddImplementations(ISymbol symbol)
    {
        foreach (var type in _types.Value)
        {
            if (symbol.ContainingType.TypeKind == TypeKind.Interface)
            {
                Add(type.TypeKind == TypeKind.Interface ? null : type.FindImplementationForInterfaceMember(symbol));
                continue;
            }

            foreach (var member in type.GetMembers(symbol.Name))
            {
                var overridden = Overridden(member);
                if (overridden is not null && SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, symbol))
                {
                    Add(member);
                }
            }
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private void AddDeclarations(ISymbol symbol, HashSet<SyntaxNode> declarations)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var node = Declaration(reference.GetSyntax());
            if (declarations.Add(node))
            {
                _waiting.Enqueue(node);
            }
        }
    }

    // A field's declaration is that of all fields in the same line.
    private static SyntaxNode Declaration(SyntaxNode node)
        => node is VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } ? field : node;
}
