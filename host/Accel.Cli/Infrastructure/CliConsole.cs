using System.Text;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>Where a command writes: data on <see cref="Output"/>, talk on <see cref="Error"/>. Tests bring writers of their own.</summary>
internal sealed class CliConsole
{
    /// <summary>Makes a console over two writers.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outputIsTerminal">Whether a person reads the output, in colour.</param>
    /// <param name="errorIsTerminal">Whether progress may be drawn over itself.</param>
    /// <param name="noColor">The user wants no colour anywhere (NO_COLOR).</param>
    internal CliConsole(TextWriter output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false, bool noColor = false)
    {
        Output = new GuardedWriter(output, isTalk: false, escapes: true);
        Error = new GuardedWriter(error, isTalk: true, escapes: true);
        ErrorIsTerminal = errorIsTerminal;
        OutputIsTerminal = outputIsTerminal;
        Tables = Make(new GuardedWriter(output, isTalk: false, escapes: false), outputIsTerminal, noColor);
        Talk = Make(new GuardedWriter(error, isTalk: true, escapes: false), errorIsTerminal, noColor);
    }

    /// <summary>Data. What cannot be written is an <see cref="OutputException"/>.</summary>
    internal TextWriter Output { get; }

    /// <summary>Talk: progress, warnings, errors. What cannot be written is lost.</summary>
    internal TextWriter Error { get; }

    /// <summary>Whether a person reads the output.</summary>
    internal bool OutputIsTerminal { get; }

    /// <summary>Whether progress may be drawn over itself.</summary>
    internal bool ErrorIsTerminal { get; }

    /// <summary>Tables on the output.</summary>
    internal IAnsiConsole Tables { get; }

    /// <summary>Progress on the error stream.</summary>
    internal IAnsiConsole Talk { get; }

    /// <summary>The process's own console.</summary>
    internal static CliConsole OfProcess()
    {
        // Whatever the locale says: data is UTF-8 without a byte order mark and with line feeds.
        var output = new StreamWriter(StandardStream.Output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var error = new StreamWriter(StandardStream.Error, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        return new CliConsole(
            output,
            error,
            !Console.IsOutputRedirected,
            !Console.IsErrorRedirected,
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>Writes one line of talk.</summary>
    internal void Say(string line) => Error.WriteLine(line);

    private static IAnsiConsole Make(TextWriter writer, bool terminal, bool noColor)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal && !noColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal)
        {
            // A pipe has no width; a table must not be folded for it.
            console.Profile.Width = 400;
        }

        return console;
    }
}
