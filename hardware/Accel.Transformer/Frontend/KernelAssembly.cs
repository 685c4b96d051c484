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
/// A kernel's source, with its replacements, compiled in memory and runnable as plain C#: the rung that says what the hardware must
/// compute. What [Width] and [Range] promise is checked (<see cref="Accel.Hast.PromiseBrokenException"/>). One object of a class serves all
/// its entry points, so [Persistent] fields keep their content from one invocation to the next.
/// </summary>
public sealed class KernelAssembly
{
    private readonly ImmutableArray<Member> _members;

    private KernelAssembly(ImmutableArray<Member> members, ImmutableArray<string> names)
    {
        (_members, Names) = (members, names);
        Dictionary<Type, object> objects = members.Select(static m => m.Type).Distinct().ToDictionary(static t => t, New);
        EntryPoints = [.. members.Select(member => Bind(member, objects[member.Type]))];
    }

    /// <summary>Entry points in the order of their member numbers.</summary>
    public ImmutableArray<Action<SimpleMemory>> EntryPoints { get; }

    /// <summary>Their names; in a design of several classes behind those of the classes.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether runs leave something behind for later ones: a field is [Persistent].</summary>
    public bool KeepsState { get; private init; }

    /// <summary>The same with a new object, which no run has left anything in.</summary>
    public KernelAssembly Renew() => new(_members, Names) { KeepsState = KeepsState };

    /// <summary>Compiles and loads a class, or a design of several.</summary>
    /// <param name="source">The source.</param>
    /// <param name="className">The kernel class, with or without namespace, or the name of the design.</param>
    /// <param name="options">Replacements.</param>
    /// <param name="isCounted">Whether its loops count on a <see cref="Accel.Hast.RunBudget"/>.</param>
    /// <param name="tellsWrites">Whether its writes tell their lines to a <see cref="Accel.Hast.WriteTrace"/>.</param>
    /// <returns>The class, or null and what is wrong with it.</returns>
    public static (KernelAssembly? Assembly, IReadOnlyList<KernelDiagnostic> Diagnostics) Load(
        KernelSource source, string className, TransformOptions options, bool isCounted = false, bool tellsWrites = false)
    {
        var (image, diagnostics) = Compile(source, className, options, isCounted, tellsWrites);
        return (image is null ? null : Load(image), diagnostics);
    }

    /// <summary>Compiles a class, or a design of several: <see cref="Load(KernelSource, string, TransformOptions, bool, bool)"/> without
    /// loading it.</summary>
    public static (KernelImage? Image, IReadOnlyList<KernelDiagnostic> Diagnostics) Compile(
        KernelSource source, string className, TransformOptions options, bool isCounted = false, bool tellsWrites = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        DiagnosticsBag diagnostics = new();
        CSharpCompilation compilation = KernelCompilation.Create(source, className, options, diagnostics);
        if (!diagnostics.IsEmpty
            || KernelCompilation.FindClasses(compilation, source.ClassesOf(className), diagnostics) is not { Count: > 0 } types)
        {
            return (null, diagnostics.Items);
        }

        List<EntryPointList> entries = [];
        foreach (INamedTypeSymbol type in types)
        {
            entries.Add(EntryPointList.Find(type, diagnostics, options.EntryPoints, entries.Sum(static e => e.Methods.Length)));
        }

        using MemoryStream image = new();
        compilation = PromiseWeaver.Weave(compilation);
        compilation = tellsWrites ? WriteWeaver.Weave(compilation) : compilation;
        EmitResult result = (isCounted ? BudgetWeaver.Weave(compilation) : compilation).Emit(image);
        if (!diagnostics.IsEmpty || !result.Success)
        {
            return (null, diagnostics.Items);
        }

        bool keepsState = types.SelectMany(static type => type.GetMembers().OfType<IFieldSymbol>())
            .Any(static field => PersistentFields.IsPersistent(field));
        bool areSeveral = source.Designs.ContainsKey(className);
        return (
            new KernelImage(
                image.ToArray(),
                [.. entries.SelectMany(static list => list.Methods.Select(method => list.MetadataName))],
                [.. entries.SelectMany(static list => list.Methods.Select(static method => method.MetadataName))],
                [.. entries.SelectMany(static list => list.Methods)
                    .Select(method => areSeveral ? ProgramTranslator.QualifiedName(method) : method.Name)],
                keepsState),
            diagnostics.Items);
    }

    /// <summary>Loads what was compiled.</summary>
    public static KernelAssembly Load(KernelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AssemblyLoadContext context = new("kernel", isCollectible: true);
        context.Resolving += static (_, name) => KernelReferences.Abstraction(name);
        using MemoryStream stream = new(image.Assembly.ToArray());
        var loaded = context.LoadFromStream(stream);
        return new KernelAssembly(
            [.. image.Types.Zip(image.Methods, (type, method) => new Member(loaded.GetType(type, throwOnError: true)!, method))],
            image.Names)
        {
            KeepsState = image.KeepsState,
        };
    }

    // One that the host hands its services to has nothing of them in its entry points.
    private static object New(Type type)
        => type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } constructor
            ? constructor.Invoke(null) : RuntimeHelpers.GetUninitializedObject(type);

    private static Action<SimpleMemory> Bind(Member member, object instance)
    {
        MethodInfo method = member.Type.GetMethod(
            member.Method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(SimpleMemory)])!;
        if (method.ReturnType == typeof(void))
        {
            return method.CreateDelegate<Action<SimpleMemory>>(instance);
        }

        Func<SimpleMemory, Task> start = method.CreateDelegate<Func<SimpleMemory, Task>>(instance);
        return memory => start(memory).GetAwaiter().GetResult();
    }

    private sealed record Member(Type Type, string Method);
}

/// <summary>A kernel's plain C#, compiled and not loaded.</summary>
/// <param name="Assembly">The bytes of the assembly.</param>
/// <param name="Types">The class of each entry point, as metadata has it.</param>
/// <param name="Methods">The method of each entry point, as metadata has it.</param>
/// <param name="Names">Its name.</param>
/// <param name="KeepsState">Whether runs leave something behind for later ones.</param>
public sealed record KernelImage(
    ReadOnlyMemory<byte> Assembly, ImmutableArray<string> Types, ImmutableArray<string> Methods, ImmutableArray<string> Names,
    bool KeepsState);
