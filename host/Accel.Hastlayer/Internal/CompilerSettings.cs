using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Accel.Generation;
using Accel.Transformer;
using Hast.Transformer.Configuration;
using Microsoft.Extensions.Configuration;

namespace Hast.Layer;

/// <summary>What Hastlayer's configuration says, as Accel's compiler is told it.</summary>
/// <param name="configuration">Of the generation.</param>
/// <param name="application">appsettings.json, environment and command line.</param>
/// <param name="manifest">The device.</param>
internal sealed class CompilerSettings(IHardwareGenerationConfiguration configuration, IConfiguration application, IDeviceManifest manifest)
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Section = nameof(HardwareGenerationConfiguration);

    private static readonly string[] _replacements =
    [
        $"{Section}:{HardwareGenerationConfigurationTransformerExtensions.ReplacementsKey}",
        $"{Section}:CustomConfiguration:{HardwareGenerationConfigurationTransformerExtensions.ReplacementsKey}",
    ];

    /// <summary>Options for a kernel. What names classes that are not in its sources is for other kernels.</summary>
    internal TransformOptions For(KernelDesign design)
    {
        var transformer = configuration.TransformerConfiguration();
        var options = new TransformOptions { PortBits = design.PortBits, ClockPeriodNs = 1e9 / manifest.ClockFrequencyHz };
        return options with
        {
            Replacements = options.Replacements.SetItems(Replacements()),
            RecursionDepths = options.RecursionDepths.SetItems(transformer.MemberInvocationInstanceCountConfigurations
                .Where(static i => i.MaxRecursionDepth > 0).SelectMany(static i => Methods(i))),
            ArrayLengths = options.ArrayLengths.SetItems(transformer.ArrayLengths
                .Select(static a => (Name: MemberNames.ShortOf(a.Key), Length: a.Value))
                .Where(a => Declares(design, a.Name.Class))
                .Select(static a => KeyValuePair.Create($"{a.Name.Class}.{a.Name.Member}", a.Length))),
            Inlining = !transformer.EnableMethodInlining ? options.Inlining : options.Inlining.SetItems(
                transformer.AdditionalInlinableMethodsFullNames.Select(MemberNames.ShortOf)
                    .Where(name => Declares(design, name.Class))
                    .Select(static name => KeyValuePair.Create($"{name.Class}.{name.Member}", true))),
        };
    }

    // Those of the application's settings first: what the program says wins.
    private IEnumerable<KeyValuePair<string, string>> Replacements() => _replacements
        .SelectMany(section => application.GetSection(section).GetChildren())
        .Where(static value => value.Value is not null)
        .Select(static value => KeyValuePair.Create(value.Key, Literal(value.Value!)))
        .Concat(configuration.GetOrAddReplacements().Select(static r => KeyValuePair.Create(r.Key, Literal(r.Value))));

    private static string Literal(object value)
        => Convert.ToString(value, CultureInfo.InvariantCulture) is var text && bool.TryParse(text, out bool truth)
            ? truth ? "true" : "false" : text ?? "";

    // A prefix of a method's name, with that of its class before it.
    private static IEnumerable<KeyValuePair<string, int>> Methods(MemberInvocationInstanceCountConfiguration instances)
    {
        var (type, prefix) = MemberNames.ShortOf(instances.MemberNamePrefix);
        string[] methods = [.. AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic)
            .Select(assembly => assembly.GetType(instances.MemberNamePrefix[..^(prefix.Length + 1)]))
            .OfType<Type>()
            .SelectMany(static t => t.GetMethods(All))
            .Select(static method => method.Name)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Distinct()];
        return (methods.Length > 0 ? methods : [prefix])
            .Select(method => KeyValuePair.Create($"{type}.{method}", instances.MaxRecursionDepth));
    }

    private static bool Declares(KernelDesign design, string type)
        => design.Source.Files.Any(file => Regex.IsMatch(file.Text, $@"\b(class|struct|record)\s+{Regex.Escape(type)}\b"));
}
