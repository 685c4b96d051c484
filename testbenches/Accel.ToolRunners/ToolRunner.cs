using System.Diagnostics;

namespace Accel.ToolRunners;

/// <summary>
/// Runs a program that may not be installed: with arguments as a list, a time limit, bounded output, and without leaving children behind.
/// </summary>
public class ToolRunner
{
    // What is still in its pipes comes without a longer pause; a child that left the process tree may hold them open for ever.
    private static readonly TimeSpan _afterEnd = TimeSpan.FromSeconds(2);

    /// <summary>Names a tool.</summary>
    /// <param name="program">The program's file name.</param>
    /// <param name="debianPackages">What to install on Debian.</param>
    /// <param name="versionArgument">The argument that makes it print its version.</param>
    public ToolRunner(string program, string debianPackages, string versionArgument = "--version")
    {
        Program = program;
        InstallCommand = $"sudo apt-get install {debianPackages}";
        VersionArgument = versionArgument;
        Path = Find(program);
    }

    /// <summary>The program's file name.</summary>
    public string Program { get; }

    /// <summary>Where it was found on PATH, or null.</summary>
    public string? Path { get; }

    /// <summary>True when it can be run.</summary>
    public bool IsAvailable => Path is not null;

    /// <summary>How to install it.</summary>
    public string InstallCommand { get; }

    private string VersionArgument { get; }

    /// <summary>The first line of what the tool says about its version, or null when it is missing.</summary>
    public string? Version()
        => !IsAvailable ? null : Run([VersionArgument], new ToolRun { Timeout = TimeSpan.FromSeconds(30) }) is var result
            ? (result.StandardOutput + result.StandardError).Split('\n')[0].Trim() : null;

    /// <summary>Runs the tool and waits for its end.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tool is killed.</exception>
    public ToolResult Run(IEnumerable<string> arguments, ToolRun? run = null, CancellationToken cancellationToken = default)
        => RunAsync(arguments, run, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs the tool.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tool is killed.</exception>
    public async Task<ToolResult> RunAsync(IEnumerable<string> arguments, ToolRun? run = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        run ??= new ToolRun();
        using var process = new Process { StartInfo = Describe(arguments, run) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(run.Timeout);
        var watch = Stopwatch.StartNew();
        process.Start();
        process.StandardInput.Close();
        BoundedText outputText = new(run.MaximumCharacters), errorText = new(run.MaximumCharacters);
        var output = CollectAsync(process.StandardOutput, outputText, run, run.StandardOutputFile);
        var error = CollectAsync(process.StandardError, errorText, run with { OnOutputLine = null }, null);
        bool killed = false;
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            killed = true;
            process.Kill(entireProcessTree: true);
        }

        await EndAsync(Task.WhenAll(process.WaitForExitAsync(CancellationToken.None), output, error), outputText, errorText)
            .ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ToolResult(killed || !process.HasExited
            ? -1 : process.ExitCode, Text(outputText), Text(errorText), watch.Elapsed, killed);
    }

    // Waits for the rest of what it wrote, as long as there comes any.
    private static async Task EndAsync(Task ended, BoundedText output, BoundedText error)
    {
        for (long before = -1; !ended.IsCompleted;)
        {
            long lines = output.Lines + error.Lines;
            if (lines == before)
            {
                _ = ended.ContinueWith(static t =>
                    _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return;
            }

            before = lines;
            await ended.WaitAsync(_afterEnd, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ended.ConfigureAwait(false);
    }

    private static string Text(BoundedText text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    /// <summary>Runs the tool and throws when it fails.</summary>
    /// <exception cref="ToolFailedException">It ended with an error or ran too long.</exception>
    protected ToolResult RunOrThrow(string what, IEnumerable<string> arguments, ToolRun run, CancellationToken cancellationToken)
        => RunOrThrowAsync(what, arguments, run, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs the tool and throws when it fails.</summary>
    /// <exception cref="ToolFailedException">It ended with an error or ran too long.</exception>
    protected async Task<ToolResult> RunOrThrowAsync(string what, IEnumerable<string> arguments, ToolRun run, CancellationToken cancellationToken)
    {
        var result = await RunAsync(arguments, run, cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? result : throw new ToolFailedException(Program, what, result);
    }

    private ProcessStartInfo Describe(IEnumerable<string> arguments, ToolRun run)
    {
        var start = new ProcessStartInfo(Path ?? throw new ToolMissingException(Program, InstallCommand))
        {
            WorkingDirectory = run.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static async Task CollectAsync(StreamReader reader, BoundedText text, ToolRun run, string? file)
    {
        using var writer = file is null ? null : new StreamWriter(System.IO.Path.Combine(run.WorkingDirectory, file)) { NewLine = "\n" };
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (text)
            {
                text.Add(line);
            }

            run.OnOutputLine?.Invoke(line);
            if (writer is not null)
                await writer.WriteLineAsync(line).ConfigureAwait(false);
        }
    }

    private static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => System.IO.Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
