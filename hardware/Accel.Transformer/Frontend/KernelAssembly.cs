using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend.Translation;
using Hast.Transformer.SimpleMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Accel.Transformer.Frontend;

/// <summary>
/// A kernel's source, with its replacements, compiled in memory and runnable as plain C#: the rung that says what the hardware must compute.
/// What [Width] and [Range] promise is checked (<see cref="Accel.Hast.PromiseBrokenException"/>). One object of the class serves all entry points, so [Persistent] fields keep their content from one invocation to the next.
/// </summary>
public sealed class KernelAssembly
{
    private readonly Type _type;
    private readonly ImmutableArray<string> _methods;

    private KernelAssembly(Type type, ImmutableArray<string> methods, ImmutableArray<string> names)
    {
        (_type, _methods, Names) = (type, methods, names);

        // One that the host hands its services to has nothing of them in its entry points.
        object instance = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } constructor
            ? constructor.Invoke(null) : RuntimeHelpers.GetUninitializedObject(type);
        EntryPoints = [.. methods.Select(method => Bind(type, instance, method))];
    }

    /// <summary>Entry points in the order of their member numbers.</summary>
    public ImmutableArray<Action<SimpleMemory>> EntryPoints { get; }

    /// <summary>Their names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether runs leave something behind for later ones: a field is [Persistent].</summary>
    public bool KeepsState { get; private init; }

    /// <summary>The same with a new object, which no run has left anything in.</summary>
    public KernelAssembly Renew() => new(_type, _methods, Names) { KeepsState = KeepsState };

    /// <summary>Compiles and loads a class.</summary>
    /// <param name="source">The source.</param>
    /// <param name="className">The kernel class, with or without namespace.</param>
    /// <param name="options">Replacements.</param>
    /// <param name="isCounted">Whether its loops count on a <see cref="Accel.Hast.RunBudget"/>.</param>
    /// <param name="tellsWrites">Whether its writes tell their lines to a <see cref="Accel.Hast.WriteTrace"/>.</param>
    /// <returns>The class, or null and what is wrong with it.</returns>
    public static (KernelAssembly? Assembly, IReadOnlyList<KernelDiagnostic> Diagnostics) Load(
        KernelSource source, string className, TransformOptions options, bool isCounted = false, bool tellsWrites = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        DiagnosticsBag diagnostics = new();
        CSharpCompilation compilation = KernelCompilation.Create(source, className, options, diagnostics);
        if (!diagnostics.IsEmpty || KernelCompilation.FindClass(compilation, className, diagnostics) is not { } type)
        {
            return (null, diagnostics.Items);
        }

        EntryPointList entries = EntryPointList.Find(type, diagnostics, options.EntryPoints);
        using MemoryStream image = new();
        compilation = PromiseWeaver.Weave(compilation);
        compilation = tellsWrites ? WriteWeaver.Weave(compilation) : compilation;
        EmitResult result = (isCounted ? BudgetWeaver.Weave(compilation) : compilation).Emit(image);
        if (!diagnostics.IsEmpty || !result.Success)
        {
            return (null, diagnostics.Items);
        }

        image.Position = 0;
        AssemblyLoadContext context = new($"kernel {className}", isCollectible: true);
        context.Resolving += static (_, name) => KernelReferences.Abstraction(name);
        Type loaded = context.LoadFromStream(image).GetType(entries.MetadataName, throwOnError: true)!;

        bool keepsState = type.GetMembers().OfType<IFieldSymbol>().Any(static field => PersistentFields.IsPersistent(field));
        return (
            new KernelAssembly(loaded, [.. entries.Methods.Select(method => method.MetadataName)],
                [.. entries.Methods.Select(method => method.Name)])
            {
                KeepsState = keepsState,
            },
            diagnostics.Items);
    }

    private static Action<SimpleMemory> Bind(Type type, object instance, string name)
    {
        MethodInfo method = type.GetMethod(
            name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(SimpleMemory)])!;
        if (method.ReturnType == typeof(void))
        {
            return method.CreateDelegate<Action<SimpleMemory>>(instance);
        }

        Func<SimpleMemory, Task> start = method.CreateDelegate<Func<SimpleMemory, Task>>(instance);
        return memory => start(memory).GetAwaiter().GetResult();
    }
}
