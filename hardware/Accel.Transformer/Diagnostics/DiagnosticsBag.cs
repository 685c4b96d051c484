using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Diagnostics;

/// <summary>Collects diagnostics, each once.</summary>
public sealed class DiagnosticsBag
{
    private readonly List<KernelDiagnostic> _items = [];

    /// <summary>In order of file and line.</summary>
    public IReadOnlyList<KernelDiagnostic> Items =>
        [.. _items.OrderBy(item => item.Location.File, StringComparer.Ordinal).ThenBy(item => item.Location.Line).ThenBy(item => item.Descriptor.Id, StringComparer.Ordinal)];

    /// <summary>Whether nothing was reported.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Reports something.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">For the message's format.</param>
    public void Report(DiagnosticDescriptor descriptor, SourceLocation location, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        KernelDiagnostic item = new(descriptor, location, string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments));
        if (!_items.Contains(item))
        {
            _items.Add(item);
        }
    }
}
