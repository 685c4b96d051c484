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
        Output = output;
        Error = error;
        ErrorIsTerminal = errorIsTerminal;
        Tables = Make(output, outputIsTerminal, noColor);
        Talk = Make(error, errorIsTerminal, noColor);
    }

    /// <summary>Data.</summary>
    internal TextWriter Output { get; }

    /// <summary>Talk: progress, warnings, errors.</summary>
    internal TextWriter Error { get; }

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
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
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
