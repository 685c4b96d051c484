using System.Collections.Immutable;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend.Translation;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>What the front end found: a program, or what is wrong.</summary>
/// <param name="Program">The kernel as structured IR; null when there are diagnostics.</param>
/// <param name="Diagnostics">In order of file and line.</param>
public sealed record FrontEndResult(KernelProgram? Program, IReadOnlyList<KernelDiagnostic> Diagnostics)
{
    /// <summary>What is accepted and not what one might expect, in order of file and line.</summary>
    public IReadOnlyList<KernelDiagnostic> Notes { get; init; } = [];
}

/// <summary>C# source to structured IR: parse, replace, bind, translate.</summary>
public static class FrontEnd
{
    /// <summary>Loads a kernel class, or a design of several.</summary>
    /// <param name="source">The source.</param>
    /// <param name="className">The class, with or without namespace, or the name of the design.</param>
    /// <param name="options">Replacements and budgets.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FrontEndResult Load(KernelSource source, string className, TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return CompileWatch.Run(options, () =>
        {
            DiagnosticsBag diagnostics = new();
            CSharpCompilation compilation = KernelCompilation.Create(source, className, options, diagnostics);
            return !diagnostics.IsEmpty
                || KernelCompilation.FindClasses(compilation, source.ClassesOf(className), diagnostics) is not { Count: > 0 } types
                ? new FrontEndResult(null, diagnostics.Items)
                : Load(
                    compilation, new Kernels(source.Designs.ContainsKey(className) ? className : types[0].Name, types),
                    diagnostics, options);
        });
    }

    /// <summary>Loads a kernel class of a compilation that has no C# errors.</summary>
    internal static FrontEndResult Load(CSharpCompilation compilation, INamedTypeSymbol type, TransformOptions? options = null)
    {
        options ??= new TransformOptions();
        return CompileWatch.Run(options, () => Load(compilation, new Kernels(type.Name, [type]), new DiagnosticsBag(), options));
    }

    // Where an array or object was refused, what would have held it holds nothing: that is no mistake of its own.
    private static IReadOnlyList<KernelDiagnostic> WithoutFollowers(IReadOnlyList<KernelDiagnostic> items)
    {
        List<KernelDiagnostic> causes = [.. items.Where(item => item.Descriptor != DiagnosticDescriptors.NullReference)];
        return causes.Exists(item => item.Descriptor.Id.StartsWith("ACC01", StringComparison.Ordinal)) ? causes : items;
    }

    /// <summary>
    /// Whether a class is meant to become hardware: a public virtual method, or one of an interface, takes a SimpleMemory.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="wanted"><see cref="TransformOptions.EntryPoints"/>.</param>
    internal static bool IsKernel(INamedTypeSymbol type, ImmutableArray<string> wanted = default) => type.TypeKind == TypeKind.Class
        && EntryPointList.Candidates(type, wanted)
        .Any(method => method.Parameters.Any(parameter => KnownTypes.IsSimpleMemory(parameter.Type)));

    /// <summary>Reports the fields of a file that cannot be [Replaceable].</summary>
    internal static void CheckReplaceableFields(SyntaxTree tree, DiagnosticsBag diagnostics) =>
        _ = new Replacements(TransformOptions.NoReplacements, diagnostics).Apply([tree]);

    private static FrontEndResult Load(
        CSharpCompilation compilation, Kernels kernels, DiagnosticsBag diagnostics, TransformOptions options)
    {
        ReferenceLists lists = new();
        while (true)
        {
            DiagnosticsBag found = new();
            ProgramTranslator translator = new(compilation, kernels, found, options, lists);
            _ = TypeArguments.Of(compilation, () => Translate(translator, found, options.EntryPoints));
            if (!found.IsEmpty && lists.Grow())
            {
                continue;
            }

            found.Items.ToList().ForEach(item => _ = diagnostics.Add(item));
            return new FrontEndResult(diagnostics.IsEmpty ? translator.Program : null, WithoutFollowers(diagnostics.Items))
                { Notes = translator.Notes.Items };
        }
    }

    private static ProgramTranslator Translate(ProgramTranslator translator, DiagnosticsBag diagnostics, ImmutableArray<string> wanted)
    {
        try
        {
            CompileWatch.Begin("the front end");
            foreach (INamedTypeSymbol type in translator.Kernels.Classes)
            {
                CheckClass(type, diagnostics);
                EntryPointList entries = EntryPointList.Find(type, diagnostics, wanted, translator.Program.EntryPoints.Count);
                foreach (IMethodSymbol method in entries.Methods)
                {
                    translator.AddEntryPoint(method);
                }
            }

            translator.RemoveUnused();
        }
        catch (BudgetExceededException exceeded)
        {
            exceeded.Report(diagnostics);
        }

        return translator;
    }

    private static void CheckClass(INamedTypeSymbol type, DiagnosticsBag diagnostics)
    {
        if (type.IsGenericType)
        {
            diagnostics.Report(DiagnosticDescriptors.Generic, SourcePlaces.Of(type), type.ToDisplayString(),
                "nothing says for which types it becomes hardware");
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } inherited && !TypeFacts.IsStateless(inherited))
        {
            diagnostics.Report(DiagnosticDescriptors.Inheritance, SourcePlaces.Of(type), type.Name, inherited.ToDisplayString());
        }

        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.IsStatic && PersistentFields.IsMarked(f)))
        {
            diagnostics.Report(DiagnosticDescriptors.PersistentField, SourcePlaces.Of(field), field.Name,
                field.IsConst ? "it is a constant" : "it is static");
        }
    }
}
