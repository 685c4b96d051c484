using System.Diagnostics;
using System.Reflection;
using Hast.Common.Models;
using Hast.Layer;
using Hast.Synthesis.Attributes;

namespace Accel.Transformer.Hastlayer;

/// <summary>Hands an assembly of kernels to the real Hastlayer, through its public API, and takes the VHDL. No board tool is run.</summary>
public static class HastlayerTransformer
{
    /// <summary>The device whose timing Hastlayer schedules for unless another is named; it needs no further package.</summary>
    public const string DefaultDevice = "Nexys A7";

    /// <summary>Transforms one kernel class.</summary>
    /// <param name="kernels">The assembly, built in the Debug configuration: Hastlayer reads its IL.</param>
    /// <param name="kernel">The class, with or without namespace.</param>
    /// <param name="replacements">Values for [Replaceable] fields, by key.</param>
    /// <param name="device">A device of <c>IHastlayer.GetSupportedDevices</c>.</param>
    /// <exception cref="ArgumentException">There is no such class, or the assembly is optimised.</exception>
    /// <exception cref="HastlayerException">Hastlayer refuses the kernel; the inner exceptions say why.</exception>
    public static async Task<HastlayerDesign> TransformAsync(
        Assembly kernels, string kernel, IReadOnlyDictionary<string, string> replacements, string device = DefaultDevice)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(replacements);
        if (kernels.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true })
        {
            throw new ArgumentException($"{kernels.GetName().Name} is optimised, and Hastlayer reads debug builds; build with -c Debug", nameof(kernels));
        }

        HardwareGenerationConfiguration configuration = new(device)
        {
            Label = kernel,
            EnableCaching = false,
            EnableHardwareImplementationComposition = false,
        };

        // A prefix, so with the dot: a class whose name begins with this one's is not meant.
        configuration.HardwareEntryPointMemberNamePrefixes.Add(FullName(kernels, kernel) + ".");
        configuration.CustomConfiguration[ReplaceableAttribute.Name] = replacements.ToDictionary(pair => pair.Key, pair => (object)pair.Value);
        using global::Hast.Layer.Hastlayer hastlayer = global::Hast.Layer.Hastlayer.Create();
        IHardwareRepresentation representation = await hastlayer.GenerateHardwareAsync([kernels.Location], configuration).ConfigureAwait(false);
        IHardwareDescription description = representation.HardwareDescription;
        return description is VhdlHardwareDescription vhdl
            ? new HastlayerDesign(
                vhdl.VhdlSource,
                description.HardwareEntryPointNamesToMemberIdMappings,
                [.. description.Warnings.Select(warning => $"{warning.Code}: {warning.Message}")])
            : throw new NotSupportedException($"Hastlayer made {description.Language} and not VHDL");
    }

    private static string FullName(Assembly kernels, string kernel) =>
        kernels.GetExportedTypes().SingleOrDefault(type => type.Name == kernel || type.FullName == kernel)?.FullName
        ?? throw new ArgumentException($"{kernels.GetName().Name} has no public class {kernel}, or several", nameof(kernel));
}
