using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend.Translation;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>What the front end found: a program, or what is wrong.</summary>
/// <param name="Program">The kernel as structured IR; null when there are diagnostics.</param>
/// <param name="Diagnostics">In order of file and line.</param>
public sealed record FrontEndResult(KernelProgram? Program, IReadOnlyList<KernelDiagnostic> Diagnostics);

/// <summary>C# source to structured IR: parse, replace, bind, translate.</summary>
public static class FrontEnd
{
    /// <summary>Loads a kernel class.</summary>
    /// <param name="source">The source.</param>
    /// <param name="className">The class, with or without namespace.</param>
    /// <param name="options">Replacements.</param>
    public static FrontEndResult Load(KernelSource source, string className, TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        DiagnosticsBag diagnostics = new();
        CSharpCompilation compilation = KernelCompilation.Create(source, options, diagnostics);
        if (!diagnostics.IsEmpty || KernelCompilation.FindClass(compilation, className, diagnostics) is not { } type)
        {
            return new FrontEndResult(null, diagnostics.Items);
        }

        return Load(compilation, type, diagnostics, options.RecursionDepths);
    }

    /// <summary>Loads a kernel class of a compilation that has no C# errors.</summary>
    internal static FrontEndResult Load(CSharpCompilation compilation, INamedTypeSymbol type) => Load(compilation, type, new DiagnosticsBag(), new TransformOptions().RecursionDepths);

    /// <summary>Whether a class is meant to become hardware: a public virtual method, or one of an interface, takes a SimpleMemory.</summary>
    internal static bool IsKernel(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class
        && EntryPointList.Candidates(type).Any(method => method.Parameters.Any(parameter => KnownTypes.IsSimpleMemory(parameter.Type)));

    /// <summary>Reports the fields of a file that cannot be [Replaceable].</summary>
    internal static void CheckReplaceableFields(SyntaxTree tree, DiagnosticsBag diagnostics) =>
        _ = new Replacements(TransformOptions.NoReplacements, diagnostics).Apply([tree]);

    private static FrontEndResult Load(
        CSharpCompilation compilation, INamedTypeSymbol type, DiagnosticsBag diagnostics, IReadOnlyDictionary<string, int> recursionDepths)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } inherited)
        {
            diagnostics.Report(DiagnosticDescriptors.Inheritance, SourcePlaces.Of(type), type.Name, inherited.ToDisplayString());
        }

        EntryPointList entries = EntryPointList.Find(type, diagnostics);
        ProgramTranslator translator = new(compilation, type, diagnostics, recursionDepths);
        foreach (IMethodSymbol method in entries.Methods)
        {
            translator.AddEntryPoint(method);
        }

        translator.RemoveUnused();
        return new FrontEndResult(diagnostics.IsEmpty ? translator.Program : null, diagnostics.Items);
    }
}
