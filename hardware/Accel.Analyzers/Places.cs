using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Analyzers;

/// <summary>The transformer's places (file and line) as Roslyn's: the text of the line.</summary>
internal static class Places
{
    /// <summary>Roslyn's form of a diagnostic.</summary>
    /// <param name="item">What the transformer reported.</param>
    /// <param name="trees">Where its file is to be found.</param>
    /// <param name="otherwise">The place of what belongs to no file.</param>
    public static Diagnostic ToRoslyn(KernelDiagnostic item, IEnumerable<SyntaxTree> trees, Location otherwise)
    {
        SyntaxTree? tree = trees.FirstOrDefault(candidate => candidate.FilePath == item.Location.File);
        return Diagnostic.Create(
            Rules.ById[item.Descriptor.Id],
            tree is null ? otherwise : Line(tree, item.Location.Line),
            item.Message,
            item.Descriptor.Remedy);
    }

    private static Location Line(SyntaxTree tree, int number)
    {
        SourceText text = tree.GetText();
        TextSpan line = text.Lines[Math.Clamp(number - 1, 0, text.Lines.Count - 1)].Span;
        string content = text.ToString(line);
        int indent = content.Length - content.TrimStart().Length;
        return tree.GetLocation(new TextSpan(line.Start + indent, content.Trim().Length));
    }
}
