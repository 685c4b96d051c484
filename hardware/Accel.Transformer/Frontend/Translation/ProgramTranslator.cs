using System.Globalization;
using System.Reflection;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>A translated method: its function, and what each C# parameter became.</summary>
/// <param name="Function">The IR.</param>
/// <param name="ResultType">C# type of the result.</param>
/// <param name="ResultPlace">For structs: reference parameters behind all others, which receive the result's fields.</param>
internal sealed record FunctionInstance(Function Function, ITypeSymbol ResultType, Place? ResultPlace)
{
    /// <summary>
    /// It sets references that its caller knows, or needs lengths from it: only a caller that it is translated into can call it.
    /// </summary>
    public bool Rebinds { get; init; }

    /// <summary>It sets elements of its caller's arrays of objects.</summary>
    public bool Replaces { get; init; }
}

/// <summary>The classes whose entry points a design has.</summary>
/// <param name="Name">What the design is called.</param>
/// <param name="Classes">In the order of the member numbers.</param>
internal sealed record Kernels(string Name, IReadOnlyList<INamedTypeSymbol> Classes)
{
    /// <summary>Whether a field is one of a kernel class.</summary>
    public bool Hold(IFieldSymbol field) => Classes.Contains(field.ContainingType, SymbolEqualityComparer.Default);
}

/// <summary>
/// Translates kernel classes: their entry points and every method they reach, each once for each combination of array lengths it is called
/// with, so that the lengths are constants inside.
/// </summary>
internal sealed class ProgramTranslator(
    CSharpCompilation compilation,
    Kernels kernels,
    DiagnosticsBag diagnostics,
    TransformOptions options,
    ReferenceLists lists)
{
    // Of one generic method that calls itself; and how large one may be, as types that double each time are huge before they are many.
    private const int MostTypesAtOnce = 16, MostPartsOfType = 64;

    private readonly Dictionary<string, FunctionInstance> _functions = new(StringComparer.Ordinal);
    private readonly Stack<(string Key, IMethodSymbol Method, FunctionInstance? Instance)> _inProgress = [];
    private readonly Dictionary<Function, HashSet<Variable>> _set = [];
    private readonly Dictionary<string, ArrayVariable> _texts = new(StringComparer.Ordinal);
    private readonly SemanticModels _models = new(compilation);
    private readonly Dictionary<ISymbol, int> _symbolNumbers = new(SymbolEqualityComparer.Default);

    public DiagnosticsBag Diagnostics { get; } = diagnostics;

    /// <summary>What is accepted and not what one might expect.</summary>
    public DiagnosticsBag Notes { get; } = new();

    public Kernels Kernels { get; } = kernels;

    /// <summary>Which arrays of objects are lists of references.</summary>
    public ReferenceLists Lists { get; } = lists;

    public KernelProgram Program { get; } = new(kernels.Name);

    public StaticFields StaticFields => field ??= new StaticFields(this);

    /// <summary>That of the file that a node is in.</summary>
    public SemanticModel Model(SyntaxNode node) => _models.Of(node.SyntaxTree);

    /// <summary>Translates an entry point.</summary>
    public void AddEntryPoint(IMethodSymbol method)
    {
        CallShape shape = new(method, KernelPlace.Instance, [new ShapeArgument(method.Parameters[0], MemoryPlace.Instance)])
        {
            IsEntryPoint = true,
        };
        try
        {
            Program.EntryPoints.Add(GetFunction(shape, SourcePlaces.Of(method)).Function);
        }
        catch (Refusal refusal)
        {
            refusal.Report(Diagnostics);
        }
    }

    /// <summary>The table of a text: one for all places that have the same text.</summary>
    public ArrayVariable Text(IrType type, long[] contents, string name)
    {
        string key = $"{type} {string.Join(' ', contents)}";
        if (!_texts.TryGetValue(key, out ArrayVariable? table))
        {
            table = new ArrayVariable(name, type, contents.Length, null) { Constants = contents };
            Program.Arrays.Add(table);
            _texts.Add(key, table);
        }

        return table;
    }

    /// <summary>Drops functions that only initialisers of constants call.</summary>
    public void RemoveUnused()
    {
        HashSet<Function> used = [];
        Program.EntryPoints.ForEach(entry => Visit(entry, used));
        _ = Program.Functions.RemoveAll(function => !used.Contains(function));
    }

    private static void Visit(Function function, HashSet<Function> used)
    {
        if (used.Add(function))
        {
            foreach (CallStatement call in IrWalk.All(function.Body).OfType<CallStatement>())
            {
                Visit(call.Callee, used);
            }
        }
    }

    /// <summary>The function for a call of this shape, translated at its first use.</summary>
    public FunctionInstance GetFunction(CallShape shape, SourceLocation place)
    {
        string key = string.Create(
            CultureInfo.InvariantCulture, $"{Number(shape.Method)}{TypeArguments.Distinction(shape.Method)}{shape.Lengths}");
        if (_inProgress.TryPeek(out var current) && current.Key == key && current.Instance is { Function.RecursionDepth: not null } self)
        {
            return self;
        }

        if (_inProgress.Any(item => item.Key == key))
        {
            throw new Refusal(DiagnosticDescriptors.Recursion, place, shape.Method.Name, current.Key == key ? "" : " through another method");
        }

        if (!_functions.TryGetValue(key, out FunctionInstance? instance))
        {
            RequireEndOfTypes(shape.Method, [.. _inProgress.Select(static item => item.Method)], place);
            _inProgress.Push((key, shape.Method, null));
            try
            {
                instance = new FunctionTranslator(this, QualifiedName(shape.Method), shape.Method).TranslateMethod(shape, Announce);
            }
            finally
            {
                _ = _inProgress.Pop();
            }

            _functions.Add(key, instance);
            if (!instance.Rebinds)
            {
                Program.Functions.Add(instance.Function);
            }
        }

        return instance;

        // The method may call itself from now on.
        void Announce(FunctionInstance self)
        {
            _ = _inProgress.Pop();
            _inProgress.Push((key, shape.Method, self));
        }
    }

    /// <summary>Refuses a generic method that calls itself for other types again and again.</summary>
    public static void RequireEndOfTypes(IMethodSymbol method, IReadOnlyList<IMethodSymbol> active, IOperation operation)
        => RequireEndOfTypes(method, active, SourcePlaces.Of(operation));

    private static void RequireEndOfTypes(IMethodSymbol method, IReadOnlyList<IMethodSymbol> active, SourceLocation place)
    {
        if (!method.IsGenericMethod)
        {
            return;
        }

        List<IMethodSymbol> others =
            [.. active.Where(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OriginalDefinition))];
        if ((others.Count > 0 && method.TypeArguments.Any(static type => PartsLeft(type, MostPartsOfType) < 0))
            || others.Distinct<ISymbol>(SymbolEqualityComparer.Default).Count() > MostTypesAtOnce)
        {
            throw new Refusal(DiagnosticDescriptors.Generic, place, method.Name, "calls itself for ever more types");
        }
    }

    // Looks at no more of the type than there may be.
    private static int PartsLeft(ITypeSymbol type, int left) => type switch
    {
        IArrayTypeSymbol array => PartsLeft(array.ElementType, left - 1),
        INamedTypeSymbol named => named.TypeArguments.Aggregate(left - 1, static (left, type) => left < 0 ? left : PartsLeft(type, left)),
        _ => left - 1,
    };

    /// <summary>The declared depth of a method that may call itself, or null.</summary>
    public int? RecursionDepth(IMethodSymbol method)
        => Directives.RecursionDepth(method) ?? (options.RecursionDepths.TryGetValue(QualifiedName(method), out int depth) ? depth : null);

    /// <summary>Whether a method is built once, and not inlined into its callers.</summary>
    public bool IsShared(IMethodSymbol method) => options.Inlining.TryGetValue(QualifiedName(method), out bool isInlined)
        ? !isInlined : method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining);

    public static string QualifiedName(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => $"{QualifiedName((IMethodSymbol)method.ContainingSymbol)}.{method.Name}",
        MethodKind.ExplicitInterfaceImplementation => $"{method.ContainingType.Name}.{method.Name.Split('.')[^1]}",
        _ => $"{method.ContainingType.Name}.{method.Name}",
    };

    /// <summary>The parameters by reference that a function may set.</summary>
    public IReadOnlySet<Variable> SetBy(Function function)
    {
        if (!_set.TryGetValue(function, out HashSet<Variable>? found))
        {
            // Of one that calls itself nothing is known before its end.
            IEnumerable<Variable> all = function.Parameters.Where(item => item.IsReference).Select(item => item.Variable!);
            found = function.RecursionDepth is not null ? [.. all] : [.. IrWalk.All(function.Body).SelectMany(Targets)];
            _set.Add(function, found);
        }

        return found;
    }

    private IEnumerable<Variable> Targets(Statement statement) => statement switch
    {
        AssignStatement assign => [assign.Target],
        MemoryReadStatement read => [read.Target],
        StreamReadStatement read => read.Targets,
        CallStatement call => call.Callee.Parameters.Zip(call.Arguments)
            .Where(pair => pair.Second is ReferenceArgument && SetBy(call.Callee).Contains(pair.First.Variable!))
            .Select(pair => ((ReferenceArgument)pair.Second).Variable),
        _ => [],
    };

    private int Number(ISymbol symbol)
    {
        if (!_symbolNumbers.TryGetValue(symbol, out int number))
        {
            number = _symbolNumbers.Count;
            _symbolNumbers.Add(symbol, number);
        }

        return number;
    }
}
