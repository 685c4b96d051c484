using System.Globalization;
using System.Text;

namespace Accel.Boards.Projects;

/// <summary>Writes a Tcl script: lines, lists of files, steps that are numbered by themselves.</summary>
internal sealed class TclText
{
    /// <summary>What a line that announces a step begins with; whoever runs the script tells the progress by it.</summary>
    internal const string StepMark = "ACCEL-STEP";

    private readonly StringBuilder _text = new();
    private int _steps;

    internal TclText(BoardDesign design, string what)
    {
        Line($"# {what} for {design.Identity.Kernel} on the {design.Board.Vendor} {design.Board.Title}. Generated; do not edit.");
        Line("set here [file dirname [file normalize [info script]]]");
    }

    internal TclText Line(string line = "")
    {
        _text.Append(line).Append('\n');
        return this;
    }

    internal TclText Lines(string lines) => Line(lines.TrimEnd('\n'));

    /// <summary>Announces a step.</summary>
    internal TclText Step(string name) => Line().Line(string.Create(CultureInfo.InvariantCulture, $"puts \"{StepMark} {++_steps}/@COUNT@ {name}\""));

    /// <summary>A list of files in the project's folder, as an absolute path each.</summary>
    internal static string Files(IEnumerable<string> names) => $"[list {string.Join(" ", names.Select(static n => $"[file join $here {n}]"))}]";

    public override string ToString() => _text.ToString().Replace("@COUNT@", _steps.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
