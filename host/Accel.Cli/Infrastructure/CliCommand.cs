using System.CommandLine;
using Accel.Generation;

namespace Accel.Cli;

/// <summary>What a command's body is given beside the console: the parsed line, whether JSON is wanted, and what may stop it.</summary>
internal sealed record Invocation(ParseResult Line, CliConsole Console, bool Json, Interruption Interruption)
{
    /// <summary>An error as the user sees it.</summary>
    internal Failure FailureOf(Exception exception) => Failure.From(exception, LineCheck.Help(Line.CommandResult), Interruption.ExitCode);

    /// <summary>Tells a failure of a command that has done part of its work, with that part in the one JSON document; gives the exit
    /// code.</summary>
    /// <param name="exception">What ended it.</param>
    /// <param name="document">What was done, and the failure as <c>error</c>.</param>
    internal int Fail(Exception exception, Func<Failure, object> document)
    {
        var failure = FailureOf(exception);
        return CliCommand.Report(Console, failure, Json, document(failure));
    }
}

/// <summary>How this program invokes: with what may stop it.</summary>
internal sealed class CliInvocation(Interruption interruption) : InvocationConfiguration
{
    internal Interruption Interruption => interruption;

    /// <summary>Where what is compiled is kept; null for nowhere.</summary>
    internal KernelCache? Cache { get; init; }
}

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
        command.SetAction(async (line, _) =>
        {
            bool wantsJson = line.GetValue(json);
            var interruption = ((CliInvocation)line.InvocationConfiguration).Interruption;
            try
            {
                return await interruption.RunAsync(stop =>
                {
                    OutputOption.RequireAll(line);
                    return body(new Invocation(line, console, wantsJson, interruption), stop);
                }).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The last frame of the program: whatever goes wrong becomes a message and an exit code.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return Report(console, Failure.From(exception, LineCheck.Help(line.CommandResult), interruption.ExitCode), wantsJson);
            }
        });
        return command;
    }

    /// <summary>Says what went wrong, on standard error and, for programs, as JSON on standard output; never throws.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="json">Whether a document is wanted.</param>
    /// <param name="document">What it holds beside the failure; null for the failure alone.</param>
    internal static int Report(CliConsole console, Failure failure, bool json, object? document = null)
    {
        if (failure.ExitCode != ExitCode.OutputClosed)
        {
            console.Say($"accel: {PlainText.Message(failure.Message)}");
            if (failure.Remedy is not null)
            {
                console.Say($"       try: {failure.Remedy}");
            }
        }

        try
        {
            if (json)
            {
                console.WriteJson(document ?? new { Error = failure });
            }
        }
        catch (OutputException)
        {
            // The failure was said on standard error; where neither can be written to, the exit code is all that is left.
        }

        return failure.ExitCode;
    }
}
