using Accel.Rtl;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend;

/// <summary>Roslyn's places as ours: file and line, from 1.</summary>
internal static class SourcePlaces
{
    public static SourceLocation Of(SyntaxNode node) => Of(node.GetLocation());

    public static SourceLocation Of(IOperation operation) => Of(operation.Syntax);

    public static SourceLocation Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None);

    public static SourceLocation Of(Location location) => location.IsInSource
        ? new SourceLocation(location.SourceTree!.FilePath, location.GetLineSpan().StartLinePosition.Line + 1)
        : new SourceLocation("(options)", 1);
}
