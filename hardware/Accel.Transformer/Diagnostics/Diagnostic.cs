using Accel.Rtl;

namespace Accel.Transformer.Diagnostics;

/// <summary>
/// What can be wrong, as data: a stable id, a title and the remedy. All of them are listed in <c>DiagnosticDescriptors</c>.
/// </summary>
/// <param name="Id">For instance <c>ACC0001</c>; never reused.</param>
/// <param name="Title">What is wrong, a short noun phrase.</param>
/// <param name="MessageFormat">Composite format string of the message.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record DiagnosticDescriptor(string Id, string Title, string MessageFormat, string Remedy)
{
    /// <summary>The kernel is accepted; the hardware is just not what one might expect.</summary>
    public bool IsNote { get; init; }
}

/// <summary>Something wrong at a place in a kernel.</summary>
public sealed record KernelDiagnostic(DiagnosticDescriptor Descriptor, SourceLocation Location, string Message)
{
    /// <summary>In the form that editors and MSBuild understand, with the remedy behind it.</summary>
    public override string ToString() => $"{Location.File}({Location.Line}): {(Descriptor.IsNote ? "info" : "error")} {Descriptor.Id}: {Message}. {Descriptor.Remedy}";
}
