using System.Globalization;
using System.Net;
using System.Text;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>The C# of kernels with what became of each line beside it, as text and as a piece of HTML.</summary>
/// <param name="source">The C#.</param>
/// <param name="lines">What is known of its lines.</param>
public sealed class AnnotatedSource(KernelSource source, IEnumerable<LineCoverage> lines)
{
    private readonly Dictionary<(string File, int Line), LineCoverage> _lines = lines.ToDictionary(static l => (l.File, l.Line));

    /// <summary>
    /// Each line of each file that has hardware, behind its number and a mark: + for executed, - for never executed, T or F for a condition
    /// that was only true or only false, nothing for what is no hardware of its own.
    /// </summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var file in Files())
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Path}\n");
            foreach (var (line, number) in LinesOf(file))
            {
                text.Append(string.Create(CultureInfo.InvariantCulture, $"{number,5} {Mark(file.Path, number)} {line}").TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// A table a file; the classes of its rows are <c>covered</c>, <c>partial</c> and <c>missed</c>. It brings its own style and no script.
    /// </summary>
    public string ToHtml()
    {
        var html = new StringBuilder("""
            <style>
            table.coverage { border-collapse: collapse; font: 12px/1.4 monospace; } table.coverage td { padding: 0 6px; white-space: pre; }
            table.coverage td.number { color: #777; text-align: right; } tr.covered { background: #e4f5e4; } tr.partial { background: #fdf3cf; } tr.missed { background: #fbdcdc; }
            </style>

            """);
        foreach (var file in Files())
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{WebUtility.HtmlEncode(file.Path)}</h3>\n<table class=\"coverage\">\n");
            foreach (var (line, number) in LinesOf(file))
            {
                var known = _lines.GetValueOrDefault((file.Path, number));
                string row = known is null ? "" : known.IsCovered ? " class=\"covered\"" : known.IsExecuted ? " class=\"partial\"" : " class=\"missed\"";
                string title = known?.Missing is { } missing ? $" title=\"{WebUtility.HtmlEncode(missing)}\"" : "";
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr{row}{title}><td class=\"number\">{number}</td><td>{Mark(file.Path, number)}</td><td>{WebUtility.HtmlEncode(line)}</td></tr>\n");
            }

            html.Append("</table>\n");
        }

        return html.ToString();
    }

    private IEnumerable<SourceFile> Files()
    {
        var named = _lines.Keys.Select(static k => k.File).ToHashSet(StringComparer.Ordinal);
        return source.Files.Where(f => named.Contains(f.Path)).OrderBy(static f => f.Path, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Line, int Number)> LinesOf(SourceFile file)
        => file.Text.TrimEnd('\n').Split('\n').Select(static (line, i) => (line.Trim('\r', '\uFEFF'), i + 1));

    private char Mark(string file, int line) => _lines.GetValueOrDefault((file, line)) switch
    {
        null => ' ',
        { IsExecuted: false } => '-',
        { WasTrue: false } => 'F',
        { WasFalse: false } => 'T',
        _ => '+',
    };
}
