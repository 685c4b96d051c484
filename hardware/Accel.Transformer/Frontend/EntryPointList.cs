using System.Collections.Immutable;
using Accel.Interfaces;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend;

/// <summary>
/// The entry points of a kernel class: public virtual methods and implementations of interface methods, in order of declaration.
/// </summary>
internal sealed record EntryPointList(string MetadataName, ImmutableArray<IMethodSymbol> Methods)
{
    /// <summary>Finds them.</summary>
    /// <param name="type">The class.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="wanted"><see cref="TransformOptions.EntryPoints"/>.</param>
    /// <param name="before">How many entry points other classes of the design have.</param>
    public static EntryPointList Find(
        INamedTypeSymbol type, DiagnosticsBag diagnostics, ImmutableArray<string> wanted = default, int before = 0)
    {
        ImmutableArray<IMethodSymbol>.Builder methods = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (IMethodSymbol method in Candidates(type, wanted))
        {
            if (IsEntryPoint(method))
            {
                methods.Add(method);
            }
            else
            {
                diagnostics.Report(DiagnosticDescriptors.EntryPointSignature, SourcePlaces.Of(method), method.Name);
            }
        }

        int most = KernelInterface.MaximumEntryPoints - before;
        if (methods.Count > most)
        {
            IMethodSymbol first = methods[most];
            diagnostics.Report(
                DiagnosticDescriptors.TooManyEntryPoints, SourcePlaces.Of(first), first.Name, before + methods.Count, type.Name,
                KernelInterface.MaximumEntryPoints);
        }

        if (methods.Count == 0 && diagnostics.IsEmpty)
        {
            diagnostics.Report(DiagnosticDescriptors.NoEntryPoint, SourcePlaces.Of(type), type.Name,
                wanted.IsDefaultOrEmpty ? "" : $" that begins with {string.Join(" or ", wanted)}");
        }

        return new EntryPointList(MetadataNameOf(type), methods.ToImmutable());
    }

    /// <summary>The full name of a type as metadata has it.</summary>
    public static string MetadataNameOf(INamedTypeSymbol type)
    {
        string nesting = string.Concat(Outer(type).Reverse().Select(outer => outer.MetadataName + "+"));
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
        return space + nesting + type.MetadataName;
    }

    /// <summary>
    /// Methods that can be called from outside in the way of an entry point, whatever their parameters, in order of declaration.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="wanted"><see cref="TransformOptions.EntryPoints"/>.</param>
    public static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol type, ImmutableArray<string> wanted = default)
    {
        HashSet<ISymbol> implementations = new(
            type.AllInterfaces
                .SelectMany(item => item.GetMembers())
                .Select(type.FindImplementationForInterfaceMember)
                .OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        return type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation && !method.IsStatic)
            .Where(method => wanted.IsDefaultOrEmpty || IsWanted(method, wanted))
            .Where(method => (method.DeclaredAccessibility == Accessibility.Public && method.IsVirtual) || implementations.Contains(method))
            .OrderBy(method => SourcePlaces.Of(method).File, StringComparer.Ordinal)
            .ThenBy(method => method.Locations[0].SourceSpan.Start);
    }

    private static bool IsWanted(IMethodSymbol method, ImmutableArray<string> wanted)
    {
        string name = method.Name.Split('.')[^1], type = method.ContainingType.Name;
        string[] names = [name, $"{type}.{name}", $"{method.ContainingType.ToDisplayString()}.{name}"];
        return wanted.Any(prefix => names.Any(n => n.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static bool IsEntryPoint(IMethodSymbol method) =>
        method is { IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None } parameter] }
        && KnownTypes.IsSimpleMemory(parameter.Type)
        && (method.ReturnsVoid || KnownTypes.IsTask(method.ReturnType));

    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }
}
