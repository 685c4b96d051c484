using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Accel.Kernels;
using Accel.Transformer;
using Hast.Transformer.SimpleMemory;

namespace Accel.Generation;

/// <summary>The kernels that a source holds.</summary>
public static partial class KernelDesigns
{
    private static readonly ConcurrentDictionary<string, Lazy<KernelSource>> _ofAssemblies = new(StringComparer.Ordinal);

    /// <summary>All of them, or those that are named; as one, where the options have a name for it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="names">Classes, with or without namespace; none for all.</param>
    /// <param name="options">Which entry points count, and cancellation; null for all.</param>
    /// <param name="cache">Where what is compiled of them is kept; null for nowhere.</param>
    /// <returns>At least one, sorted; called without their namespaces where those are not needed to tell them apart.</returns>
    /// <exception cref="KernelChoiceException">The source holds none, or not one of that name; or the one design cannot have its
    /// name.</exception>
    public static ImmutableArray<KernelDesign> In(
        KernelSource source, IReadOnlyCollection<string> names, TransformOptions? options = null, KernelCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        options ??= new TransformOptions();
        IReadOnlyList<string> Find() => KernelClasses.Of(source, options);
        var found = cache is not null && CacheKey.Of("classes", source, options) is { } key
            ? cache.Get(key, CachedKernel.ReadNames, Find, CachedKernel.Write) : Find();
        if (found.Count == 0)
        {
            throw new KernelChoiceException(
                options.EntryPoints.IsEmpty ? "the source holds no kernel"
                    : $"the source holds no kernel with an entry point that begins with {string.Join(" or ", options.EntryPoints)}",
                    "declare public virtual void Run(SimpleMemory memory) in a public class");
        }

        if (names.FirstOrDefault(name => !found.Any(kernel => IsNamed(kernel, name))) is { } missing)
        {
            throw new KernelChoiceException($"there is no kernel {missing}; there are {string.Join(", ", found)}", $"name {found[0]}");
        }

        var chosen = names.Count == 0 ? found : [.. found.Where(kernel => names.Any(name => IsNamed(kernel, name)))];
        return options.OneDesign is { } one
            ? [Together(source, one, names.Count == 0 ? chosen : InOrder(chosen, names), found) with { Cache = cache }]
            : [.. chosen.Select(kernel => new KernelDesign(ShortWhereAlone(kernel, found), source) { Cache = cache })];
    }

    // Member numbers are in the order in which the classes are named.
    private static IReadOnlyList<string> InOrder(IReadOnlyList<string> chosen, IReadOnlyCollection<string> names)
        => [.. names.SelectMany(name => chosen.Where(kernel => IsNamed(kernel, name))).Distinct()];

    private static KernelDesign Together(
        KernelSource source, string design, IReadOnlyList<string> classes, IReadOnlyList<string> found)
        => found.Any(kernel => IsNamed(kernel, design))
            ? throw new KernelChoiceException(
                $"{design} is a kernel of the source: it cannot be the name of a design of several", "take another name")
            : !ClassName().IsMatch(design)
            ? throw new KernelChoiceException(
                $"`{design}` cannot be the name of a design", "take a name as classes have them: a letter, then letters, digits and _")
            : new KernelDesign(design, source with { Designs = source.Designs.SetItem(design, [.. classes]) });

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,99}$")]
    private static partial Regex ClassName();

    /// <summary>The only one, or the one that is named.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">The class, with or without namespace; null for the only one.</param>
    /// <param name="options">Which entry points count, and cancellation; null for all.</param>
    /// <param name="cache">Where what is compiled of it is kept; null for nowhere.</param>
    /// <exception cref="KernelChoiceException">The source holds none of that name, or several.</exception>
    public static KernelDesign One(
        KernelSource source, string? name = null, TransformOptions? options = null, KernelCache? cache = null)
    {
        var found = In(source, name is null ? [] : [name], options, cache);
        return found is [var only] ? only : throw new KernelChoiceException(
            $"the source holds several kernels: {string.Join(", ", found.Select(static d => d.Kernel))}",
            $"name one, for instance {found[0].Kernel}");
    }

    /// <summary>A class of an assembly that is loaded, from the sources that the assembly's portable PDB has or names, else from what
    /// decompiling it gives.</summary>
    /// <param name="type">The class.</param>
    /// <param name="cache">Where what is compiled of it is kept; null for nowhere.</param>
    /// <exception cref="KernelChoiceException">It is no kernel, or its assembly is no file.</exception>
    /// <exception cref="KernelSourceException">Its sources cannot be read.</exception>
    public static KernelDesign Of(Type type, KernelCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(static m => m.GetParameters() is [{ } only] && only.ParameterType == typeof(SimpleMemory)))
        {
            throw new KernelChoiceException(
                $"{type.FullName} is no kernel", "declare public virtual void Run(SimpleMemory memory) in it");
        }

        if (KernelGenerator.Engines.Contains(type.Name) && type.Assembly == typeof(SpikingTransformerEngine).Assembly)
        {
            return KernelDesign.OfAccel(type.Name) with { Cache = cache };
        }

        string path = type.Assembly.Location;
        if (path.Length == 0)
        {
            throw new KernelChoiceException(
                $"{type.FullName} is in an assembly without a file, so that its sources cannot be found",
                "publish the application as files, not as one, or compile the kernel from its source");
        }

        var source = _ofAssemblies.GetOrAdd(path, static path => new(() => KernelSources.Load([path]))).Value;
        return One(source, (type.FullName ?? type.Name).Replace('+', '.'), cache: cache);
    }

    private static bool IsNamed(string kernel, string name) => kernel == name || Short(kernel) == name;

    private static string Short(string kernel) => kernel[(kernel.LastIndexOf('.') + 1)..];

    private static string ShortWhereAlone(string kernel, IReadOnlyList<string> all)
        => all.Count(other => Short(other) == Short(kernel)) == 1 ? Short(kernel) : kernel;
}

/// <summary>A source does not hold the kernel that is asked for.</summary>
public sealed class KernelChoiceException(string message, string remedy) : AccelException(message, remedy);
