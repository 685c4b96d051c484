using System.Text;

namespace Accel.Transformer.Diagnostics;

/// <summary>The table of all diagnostics for people: the text of docs/diagnostics.md.</summary>
public static class DiagnosticTable
{
    private static readonly (string Prefix, string Title)[] Groups =
    [
        ("ACC00", "Source and options"),
        ("ACC01", "Types and storage"),
        ("ACC02", "Statements"),
        ("ACC03", "Expressions and calls"),
        ("ACC04", "Attributes"),
        ("ACC05", "Passes"),
        ("ACC06", "Scheduling and lowering"),
        ("ACC07", "Streams between tasks"),
    ];

    /// <summary>Markdown, LF.</summary>
    public static string ToMarkdown()
    {
        StringBuilder text = new();
        _ = text.Append("# Diagnostics\n\n");
        _ = text.Append("What the transformer refuses in a kernel, and what to write instead. Ids are stable and never used again for something else.\n");
        _ = text.Append("`throw` is accepted and does nothing in hardware: execution goes on behind it, as if the statement were not there.\n");
        _ = text.Append("Generated from `DiagnosticDescriptors`; a test keeps it current.\n");
        foreach ((string prefix, string title) in Groups)
        {
            List<DiagnosticDescriptor> items =
                [.. DiagnosticDescriptors.All.Where(item => item.Id.StartsWith(prefix, StringComparison.Ordinal))];
            if (items.Count > 0)
            {
                _ = text.Append("\n## ").Append(title).Append("\n\n| id | what | message | remedy |\n| --- | --- | --- | --- |\n");
                foreach (DiagnosticDescriptor item in items)
                {
                    _ = text.Append("| ").AppendJoin(" | ", item.Id, Cell(item.Title), Cell(item.MessageFormat), Cell(item.Remedy)).Append(" |\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
