using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using DiagnosticDescriptor = Accel.Transformer.Diagnostics.DiagnosticDescriptor;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Leaves a statement that cannot be translated. It is caught where the statement begins and becomes a diagnostic, so that the next
/// statements are checked too; it never leaves the front end.
/// </summary>
internal sealed class Refusal(DiagnosticDescriptor descriptor, SourceLocation location, params object[] arguments) : Exception
{
    public Refusal(DiagnosticDescriptor descriptor, IOperation operation, params object[] arguments)
        : this(descriptor, SourcePlaces.Of(operation), arguments)
    {
    }

    /// <summary>A caller may know more: how long an array is, or how many of its elements are copied.</summary>
    public bool DependsOnCaller => descriptor == DiagnosticDescriptors.ArrayLength || descriptor == DiagnosticDescriptors.CopyLength;

    /// <summary>Reports it; what was reported, or null if that had been said already.</summary>
    public KernelDiagnostic? Report(DiagnosticsBag diagnostics) => diagnostics.Report(descriptor, location, arguments);
}
