using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>C# errors that are there because kernels are compiled without LINQ: what C# says of them would not help anybody.</summary>
internal static class LinqErrors
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Aggregate", "All", "Any", "Append", "Average", "Cast", "Chunk", "Concat", "Contains", "Count", "Distinct", "ElementAt", "Except",
        "First", "FirstOrDefault",
        "GroupBy", "Intersect", "Join", "Last", "LastOrDefault", "LongCount", "Max", "MaxBy", "Min", "MinBy", "OfType", "Order", "OrderBy",
        "OrderByDescending",
        "Prepend", "Reverse", "Select", "SelectMany", "SequenceEqual", "Single", "Skip", "SkipWhile", "Sum", "Take", "TakeWhile", "ThenBy",
        "ToArray", "ToDictionary",
        "ToHashSet", "ToList", "Union", "Where", "Zip",
    };

    /// <summary>What of LINQ an error is about, or null.</summary>
    public static string? Find(Diagnostic error)
    {
        SyntaxNode? node = error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan);
        return error.Id switch
        {
            // System.Linq is there, and empty.
            "CS0234" when node?.AncestorsAndSelf().OfType<QualifiedNameSyntax>().LastOrDefault() is { } name
                && IsLinq(name) => name.ToString(),
            "CS0234" when node?.AncestorsAndSelf().OfType<MemberAccessExpressionSyntax>().LastOrDefault() is { } access
                && IsLinq(access) => access.ToString(),
            // Forwarded to an assembly that is not here.
            "CS1069" when node?.AncestorsAndSelf().OfType<MemberAccessExpressionSyntax>().LastOrDefault() is { } access
                && IsLinq(access) => access.ToString(),
            // No such method of an array; no query pattern.
            "CS1061" or "CS7036" or "CS0117" when node is SimpleNameSyntax { Identifier.Text: var method }
                && Methods.Contains(method) => method,
            "CS0103" when node is SimpleNameSyntax { Identifier.Text: "Enumerable" } => "Enumerable",
            "CS1935" => "a query expression",
            _ => null,
        };
    }

    private static bool IsLinq(SyntaxNode node) => node.ToString().StartsWith("System.Linq", StringComparison.Ordinal);
}
