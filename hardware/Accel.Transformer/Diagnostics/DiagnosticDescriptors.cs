using System.Reflection;

namespace Accel.Transformer.Diagnostics;

/// <summary>
/// All diagnostics of the transformer, in files by group. An id is never reused; each has a test that provokes it; docs/diagnostics.md is
/// generated from this table. Groups: 00 source and options, 01 types and storage, 02 statements, 03 expressions and calls, 04 attributes,
/// 05 passes, 06 scheduling and lowering, 07 streams between tasks.
/// </summary>
public static partial class DiagnosticDescriptors
{
    /// <summary>Every descriptor, sorted by id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All =>
    [
        .. typeof(DiagnosticDescriptors)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];
}
