using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host;

/// <summary>The entry points of a kernel class, numbered as the compiler numbers them: in order of declaration.</summary>
internal static class KernelEntryPoints
{
    /// <summary>What a trimmer must leave of a kernel class.</summary>
    internal const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.NonPublicMethods;

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Their names; none for no class. Of a class that is written in several files, the compiler's order is that of their
    /// names.</summary>
    /// <exception cref="ArgumentException">The class has none.</exception>
    internal static ImmutableArray<string> Of([DynamicallyAccessedMembers(Needed)] Type? kernel)
    {
        if (kernel is null)
        {
            return [];
        }

        var names = Find(kernel).Select(static method => method.Name).ToImmutableArray();
        return names.IsEmpty
            ? throw new ArgumentException(
                $"{kernel.FullName} is no kernel: declare public virtual void Run(SimpleMemory memory) in it", nameof(kernel))
            : names;
    }

    /// <summary>The methods; none of a class that is no kernel.</summary>
    internal static IReadOnlyList<MethodInfo> Find([DynamicallyAccessedMembers(Needed)] Type kernel)
    {
        // What is public and virtual, or implements a method of an interface: that is virtual in metadata too, and never an override.
        return [.. kernel.GetMethods(Declared)
            .Where(static method => method.IsVirtual && method.Attributes.HasFlag(MethodAttributes.NewSlot)
                && method.GetParameters() is [{ } only] && only.ParameterType == typeof(SimpleMemory))
            .OrderBy(static method => method.MetadataToken)];
    }

    /// <summary>What a run calls an entry point: its name, else its number.</summary>
    internal static string NameOf(ImmutableArray<string> names, int entryPoint) => entryPoint >= 0 && entryPoint < names.Length
        ? names[entryPoint] : entryPoint.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a method.</summary>
    /// <exception cref="ArgumentException">The device's kernel has none of that name, or nobody has said which kernel it is.</exception>
    internal static int NumberOf(ImmutableArray<string> names, string method)
        => names.IndexOf(method) is >= 0 and var number ? number : throw new ArgumentException(
            names.IsEmpty
                ? $"nobody has said which entry point {method} is: open the device with the kernel's class in DeviceOptions.Kernel"
                : $"the device's kernel has no entry point {method}; it has {string.Join(", ", names)}",
            nameof(method));
}
