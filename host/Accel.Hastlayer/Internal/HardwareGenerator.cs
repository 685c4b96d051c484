using System.Reflection;
using Accel.Generation;
using Accel.Host;

namespace Hast.Layer;

/// <summary>Finds the kernels of assemblies that a configuration wants, and compiles them.</summary>
internal static class HardwareGenerator
{
    /// <summary>Compiles them.</summary>
    /// <exception cref="KernelChoiceException">There is none.</exception>
    /// <exception cref="GenerationException">The compiler refuses one.</exception>
    /// <exception cref="KernelSourceException">The sources of one cannot be read.</exception>
    internal static IReadOnlyList<HardwareKernel> Generate(
        IReadOnlyList<string> paths, IHardwareGenerationConfiguration configuration, CompilerSettings settings)
    {
        var kernels = paths.Select(Loaded).SelectMany(Types)
            .Select(type => (Type: type, All: EntryPointsOf(type)))
            .Select(k => (k.Type, k.All, Wanted: k.All.Where(method => IsWanted(method, configuration)).ToArray()))
            .Where(static k => k.Wanted.Length > 0)
            .ToArray();
        return kernels.Length > 0 ? [.. kernels.Select(k => Compile(k.Type, k.Wanted, k.All.Count, settings))]
            : throw new KernelChoiceException(
                "no entry point that the configuration names is in the assemblies",
                "name a class by AddHardwareEntryPointType that has public virtual void Run(SimpleMemory memory)");
    }

    /// <summary>The methods of a class that can become hardware, in order of declaration.</summary>
    internal static IReadOnlyList<MethodInfo> EntryPointsOf(Type type)
        => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } ? KernelEntryPoints.Find(type) : [];

    private static HardwareKernel Compile(Type type, MethodInfo[] wanted, int all, CompilerSettings settings)
    {
        var design = KernelDesigns.Of(type);
        var options = settings.For(design);
        return new HardwareKernel(type, KernelGenerator.Generate(design, options with
        {
            EntryPoints = wanted.Length == all ? []
                : [.. wanted.Select(method => $"{type.FullName!.Replace('+', '.')}.{method.Name[(method.Name.LastIndexOf('.') + 1)..]}")],
        }));
    }

    private static bool IsWanted(MethodInfo method, IHardwareGenerationConfiguration configuration)
    {
        var (names, prefixes) = (configuration.HardwareEntryPointMemberFullNames, configuration.HardwareEntryPointMemberNamePrefixes);
        return (names.Count == 0 && prefixes.Count == 0) || names.Contains(MemberNames.FullNameOf(method))
            || prefixes.Any(prefix => MemberNames.SimpleNameOf(method).StartsWith(prefix, StringComparison.Ordinal));
    }

    private static Assembly Loaded(string path)
    {
        string full = Path.GetFullPath(path);
        return AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => !assembly.IsDynamic && assembly.Location == full)
            ?? Assembly.LoadFrom(full);
    }

    private static Type[] Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Of a library that refers to what is not here: what can be loaded.
            return [.. e.Types.OfType<Type>()];
        }
    }
}
