using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Transformer.Frontend;

/// <summary>
/// What stands beside a kernel and is the host's: wrappers, LINQ, pictures, logging. Much of it cannot be compiled here, where its
/// libraries are not; it is blanked out, in place so that every line keeps its number.
/// </summary>
internal static class HostCode
{
    // Taking out one declaration leaves those that use it without it, and so on: chains of host code are short.
    private const int MostRounds = 32;

    /// <summary>The compilation without the declarations that have errors and that no entry point reaches.</summary>
    /// <param name="compilation">With errors.</param>
    /// <param name="reach">What counts: null where the source does not hold it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The compilation, and the errors that are left: those of what counts.</returns>
    public static (CSharpCompilation Compilation, IReadOnlyList<Diagnostic> Errors) Remove(
        CSharpCompilation compilation, Func<CSharpCompilation, ReachableCode?> reach, CancellationToken cancellationToken)
    {
        var errors = Errors(compilation, cancellationToken);
        for (int round = 0; round < MostRounds && errors.Count > 0; round++)
        {
            if (reach(compilation) is not { } reached)
            {
                // Whatever is wrong may be why it is not there.
                break;
            }

            List<SyntaxNode> removed = [.. errors.Where(e => !reached.Covers(e.Location)).SelectMany(static e => Removable(e.Location))];
            if (removed.Count == 0)
            {
                break;
            }

            foreach (var ofTree in removed.GroupBy(static n => n.SyntaxTree))
            {
                compilation = compilation.ReplaceSyntaxTree(ofTree.Key, Blank(ofTree.Key, ofTree.Select(static n => n.Span)));
            }

            errors = Errors(compilation, cancellationToken);
        }

        return (compilation, errors);
    }

    private static List<Diagnostic> Errors(CSharpCompilation compilation, CancellationToken cancellationToken)
        => [.. compilation.GetDiagnostics(cancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error)];

    // Statements outside of classes are a program: all of them or none.
    private static IEnumerable<SyntaxNode> Removable(Location place)
    {
        var found = place.SourceTree?.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf()
            .FirstOrDefault(static n => n is UsingDirectiveSyntax or ExternAliasDirectiveSyntax
                or AttributeListSyntax { Parent: CompilationUnitSyntax }
                || (n is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax));
        return found switch
        {
            null => [],
            GlobalStatementSyntax => found.Parent!.ChildNodes().OfType<GlobalStatementSyntax>(),
            _ => [found],
        };
    }

    // Directives stay: what they begin may end outside.
    private static SyntaxTree Blank(SyntaxTree tree, IEnumerable<TextSpan> spans)
    {
        var text = tree.GetText();
        char[] characters = text.ToString().ToCharArray();
        foreach (var line in spans.SelectMany(span => Lines(text, span)).Where(span => !IsDirective(text, span)))
        {
            Array.Fill(characters, ' ', line.Start, line.Length);
        }

        return tree.WithChangedText(SourceText.From(new string(characters), text.Encoding));
    }

    private static IEnumerable<TextSpan> Lines(SourceText text, TextSpan span)
    {
        for (int i = text.Lines.GetLineFromPosition(span.Start).LineNumber; i < text.Lines.Count && text.Lines[i].Start < span.End; i++)
        {
            if (text.Lines[i].Span.Intersection(span) is { Length: > 0 } part)
            {
                yield return part;
            }
        }
    }

    private static bool IsDirective(SourceText text, TextSpan span)
        => text.ToString(text.Lines.GetLineFromPosition(span.Start).Span).AsSpan().TrimStart().StartsWith("#");
}
