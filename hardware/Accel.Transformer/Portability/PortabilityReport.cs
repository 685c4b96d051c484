using Accel.Rtl;
using Accel.Transformer.Diagnostics;

namespace Accel.Transformer.Portability;

/// <summary>A use of something that Hastlayer treats otherwise.</summary>
/// <param name="Rule">Which difference.</param>
/// <param name="Location">Where.</param>
/// <param name="Source">The first line of the C# text.</param>
public sealed record PortabilityIssue(PortabilityRule Rule, SourceLocation Location, string Source);

/// <summary>A method that a kernel reaches.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="Location">Its declaration.</param>
/// <param name="Issues">In order of their lines.</param>
public sealed record MethodPortability(string Name, SourceLocation Location, IReadOnlyList<PortabilityIssue> Issues)
{
    /// <summary>Whether the real Hastlayer takes the method.</summary>
    public bool IsPortable => Issues.All(issue => issue.Rule.IsPortable);
}

/// <summary>What is known of a kernel without generating it.</summary>
/// <param name="Kernel">The class, with its namespace.</param>
/// <param name="Location">Its declaration.</param>
/// <param name="Diagnostics">What this transformer refuses or notes, from the front end and the passes.</param>
/// <param name="Issues">What the class itself has that Hastlayer treats otherwise.</param>
/// <param name="Methods">Its entry points and all that they call, in the order in which they are reached.</param>
public sealed record KernelReport(
    string Kernel,
    SourceLocation Location,
    IReadOnlyList<KernelDiagnostic> Diagnostics,
    IReadOnlyList<PortabilityIssue> Issues,
    IReadOnlyList<MethodPortability> Methods)
{
    /// <summary>Whether this transformer takes the kernel, as far as its passes.</summary>
    public bool IsAccepted => Diagnostics.All(item => item.Descriptor.IsNote);

    /// <summary>Whether the real Hastlayer takes the kernel. Attributes of <c>Accel.Hast</c> do not matter: it ignores them.</summary>
    public bool IsPortable => Issues.All(issue => issue.Rule.IsPortable) && Methods.All(method => method.IsPortable);
}

/// <summary>The kernels of a source.</summary>
/// <param name="Diagnostics">C# errors and fields that cannot be replaced; of a source in which no kernel can be found.</param>
/// <param name="Kernels">By name.</param>
public sealed record LintReport(IReadOnlyList<KernelDiagnostic> Diagnostics, IReadOnlyList<KernelReport> Kernels);
