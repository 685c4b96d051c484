using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Diagnostics;

/// <summary>Collects diagnostics, each once.</summary>
public sealed class DiagnosticsBag
{
    private readonly List<KernelDiagnostic> _items = [];

    /// <summary>In order of file and line.</summary>
    public IReadOnlyList<KernelDiagnostic> Items => InOrder(_items);

    /// <summary>Whether nothing was reported.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Reports something.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">For the message's format.</param>
    /// <returns>What was reported, or null if that had been said already.</returns>
    public KernelDiagnostic? Report(DiagnosticDescriptor descriptor, SourceLocation location, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return Add(new(descriptor, location, string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments)));
    }

    /// <summary>Adds what another bag has; null if it had been said already.</summary>
    internal KernelDiagnostic? Add(KernelDiagnostic item)
    {
        if (_items.Contains(item))
        {
            return null;
        }

        _items.Add(item);
        return item;
    }

    /// <summary>Takes back what was reported about a translation that is done again.</summary>
    internal void Remove(KernelDiagnostic item) => _ = _items.Remove(item);

    /// <summary>By file, line and id.</summary>
    public static IReadOnlyList<KernelDiagnostic> InOrder(IEnumerable<KernelDiagnostic> items) =>
        [.. items.OrderBy(item => item.Location.File, StringComparer.Ordinal).ThenBy(item => item.Location.Line)
            .ThenBy(item => item.Descriptor.Id, StringComparer.Ordinal)];
}
