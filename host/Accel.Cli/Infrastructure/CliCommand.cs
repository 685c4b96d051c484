using System.CommandLine;

namespace Accel.Cli;

/// <summary>What a command's body is given beside the console: the parsed line and whether JSON is wanted.</summary>
internal sealed record Invocation(ParseResult Line, CliConsole Console, bool Json);

/// <summary>Makes commands that all have --json and report failures the same way.</summary>
internal static class CliCommand
{
    /// <summary>Gives a command its body.</summary>
    /// <param name="command">With its own options.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="body">Returns the exit code; throws for failures.</param>
    internal static Command With(Command command, CliConsole console, Func<Invocation, CancellationToken, Task<int>> body)
    {
        var json = new Option<bool>("--json") { Description = "one JSON document on standard output, nothing else there" };
        command.Add(json);
        command.SetAction(async (line, cancellationToken) =>
        {
            bool wantsJson = line.GetValue(json);
            try
            {
                return await body(new Invocation(line, console, wantsJson), cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The last frame of the program: whatever goes wrong becomes a message and an exit code.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return Report(console, Failure.From(exception, command.Name), wantsJson);
            }
        });
        return command;
    }

    /// <summary>Says what went wrong, on standard error and, for programs, as JSON on standard output.</summary>
    internal static int Report(CliConsole console, Failure failure, bool json)
    {
        console.Say($"accel: {failure.Message}");
        if (failure.Remedy is not null)
        {
            console.Say($"       try: {failure.Remedy}");
        }

        if (json)
        {
            console.WriteJson(new { Error = failure });
        }

        return failure.ExitCode;
    }
}
