using System.Text;

namespace Accel.Rtl.Vhdl;

/// <summary>Lines of text with indentation; LF line ends whatever the system.</summary>
internal sealed class IndentedText(int indent = 0)
{
    private readonly StringBuilder _text = new();
    private int _indent = indent;

    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 2 * _indent).Append(line);
        _text.Append('\n');
    }

    /// <summary>A line, and a comment behind it that tells where it comes from.</summary>
    public void Line(string line, SourceLocation? source) => Line(source is null ? line : $"{line}  -- {Comment(source.ToString())}");

    public void Enter(string line)
    {
        Line(line);
        _indent++;
    }

    public void Middle(string line)
    {
        _indent--;
        Line(line);
        _indent++;
    }

    /// <summary>Ends an indented part, with a closing line if there is one.</summary>
    public void Leave(string line)
    {
        _indent--;
        if (line.Length > 0)
            Line(line);
    }

    /// <summary>Text that is indented already and ends with a line end.</summary>
    public void Raw(string text) => _text.Append(text);

    /// <summary>Text that may stand in a comment: one line of ASCII.</summary>
    public static string Comment(string text) => HardwareNames.Printable(text);

    public override string ToString() => _text.ToString();
}
