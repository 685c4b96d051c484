using System.Collections.Immutable;
using Accel.Generation;
using Hast.Common.Models;

namespace Hast.Layer;

/// <summary>A kernel of an assembly as hardware.</summary>
/// <param name="Class">The class.</param>
/// <param name="Generated">What was made of it.</param>
internal sealed record HardwareKernel(Type Class, GeneratedKernel Generated)
{
    /// <summary>Names of its methods, each at its number.</summary>
    internal ImmutableArray<string> EntryPoints { get; } =
        [.. Generated.EntryPoints.Select(static name => name[(name.LastIndexOf('.') + 1)..])];
}

/// <inheritdoc cref="IHardwareRepresentation"/>
internal sealed record HardwareRepresentation(
    IEnumerable<string> SoftAssemblyPaths,
    IHardwareDescription HardwareDescription,
    IDeviceManifest DeviceManifest,
    IHardwareGenerationConfiguration HardwareGenerationConfiguration,
    IReadOnlyList<HardwareKernel> Kernels) : IHardwareRepresentation
{
    /// <inheritdoc/>
    public IHardwareImplementation HardwareImplementation { get; } = new NoImplementation();

    /// <summary>What is said of kernels.</summary>
    internal static IHardwareDescription Describe(IReadOnlyList<HardwareKernel> kernels)
    {
        string vhdl = string.Concat(kernels.SelectMany(static k => k.Generated.Vhdl).Select(static file => file.Text));
        return new VhdlHardwareDescription
        {
            VhdlSource = vhdl,
            TransformationId = KernelGenerator.Hash(string.Concat(kernels.Select(static k => k.Generated.DesignHash))),
            HardwareEntryPointNamesToMemberIdMappings = kernels
                .SelectMany(static k => k.EntryPoints.Select((name, number) => (Name: FullName(k.Class, name), number)))
                .ToDictionary(static e => e.Name, static e => e.number),
            Warnings =
            [
                .. kernels.SelectMany(static k => k.Generated.Notes)
                    .Select(static note => new TransformationWarning(note.Descriptor.Id, note.ToString())),
            ],
        };
    }

    private static string FullName(Type type, string name) => MemberNames.FullNameOf(HardwareGenerator.EntryPointsOf(type).First(m =>
        m.Name == name || m.Name.EndsWith("." + name, StringComparison.Ordinal)));

    private sealed record NoImplementation : IHardwareImplementation
    {
        public string? BinaryPath { get; set; }

        public IDictionary<string, decimal> ResourceUsagePercent { get; } = new Dictionary<string, decimal>();

        public decimal PowerUsageWatts { get; set; }
    }

    private sealed record TransformationWarning(string Code, string Message) : ITransformationWarning;
}
