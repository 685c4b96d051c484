using Accel.Rtl;
using Accel.Transformer.Diagnostics;

namespace Accel.Transformer.Budgets;

/// <summary>Ends a compilation that would take more than its budget; it becomes a diagnostic and never leaves the compiler.</summary>
internal sealed class BudgetExceededException(DiagnosticDescriptor descriptor, SourceLocation? place,
    params object[] arguments) : Exception(descriptor.Title)
{
    /// <summary>Tells the user.</summary>
    public void Report(DiagnosticsBag diagnostics) => diagnostics.Report(descriptor, place ?? new SourceLocation("", 0), arguments);
}
