using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Accel.Generation;
using Accel.Transformer;
using Accel.Transformer.Configuration;

namespace Accel.Cli;

/// <summary>What a kernel leaves open and Hastlayer has in its configuration: on the command line, and in a file that goes with the
/// sources.</summary>
internal sealed class CompileOptions
{
    private readonly Option<string[]> _recursion = Several(
        "--recursion", "CLASS.METHOD=N: how deep a method calls itself that does not say so with [MaxRecursionDepth]");

    private readonly Option<string[]> _lengths = Several(
        "--array-length", "CLASS.VARIABLE=N, CLASS.METHOD.VARIABLE=N or CLASS.METHOD=N: elements of an array whose length is not constant");

    private readonly Option<string[]> _inline = Several("--inline", "CLASS.METHOD: inlined into its callers, whatever its attributes say");

    private readonly Option<string[]> _once = Several("--build-once", "CLASS.METHOD: built once for all its callers, likewise");

    private readonly Option<string[]> _entryPoints = Several(
        "--entry-points", "what becomes hardware: entry points whose name (Run, CLASS.Run, NAMESPACE.CLASS.Run) begins so; default all");

    private readonly Option<string?> _oneDesign = new("--one-design")
    {
        Description = "NAME: one design of that name with the entry points of all chosen classes, in the order of --kernel",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = $"a JSON file of the same: {KernelConfiguration.Example}",
    };

    /// <summary><c>--set</c>.</summary>
    internal Option<string[]> Set { get; } = BoardOptions.Set();

    /// <summary><c>--no-cache</c>, the same in all commands that have it.</summary>
    internal static Option<bool> NoCache { get; } = new("--no-cache")
    {
        Description = "compiles anew, whatever `accel cache` has of the same sources and options, and keeps nothing",
    };

    /// <summary>All of them.</summary>
    internal IEnumerable<Option> All => [Set, _recursion, _lengths, _inline, _once, _entryPoints, _oneDesign, _config, NoCache];

    /// <summary>Adds them.</summary>
    internal void AddTo(Command command) => All.ToList().ForEach(command.Options.Add);

    /// <summary>What they say, and nothing else.</summary>
    /// <exception cref="KernelSourceException">The file is not there, or is none of that kind.</exception>
    /// <exception cref="UsageException">An option is not of its form.</exception>
    internal TransformOptions Asked(ParseResult line, CancellationToken cancellationToken)
        => With(line, new TransformOptions { CancellationToken = cancellationToken });

    /// <summary>Options with what the command line and its file say; the command line wins.</summary>
    /// <exception cref="KernelSourceException">The file is not there, or is none of that kind.</exception>
    /// <exception cref="UsageException">An option is not of its form.</exception>
    internal TransformOptions With(ParseResult line, TransformOptions options)
    {
        options = line.GetValue(_config) is { } path ? Read(path).With(options) : options;
        string[] inlined = Given(line, _inline), once = Given(line, _once);
        if (inlined.Intersect(once).FirstOrDefault() is { } both)
        {
            throw new UsageException($"{both} is to be inlined and built once", "name it with --inline or with --build-once");
        }

        return options with
        {
            Replacements = options.Replacements.SetItems(BoardOptions.Replacements(line.GetValue(Set) ?? [])),
            RecursionDepths = options.RecursionDepths.SetItems(Numbers(line, _recursion)),
            ArrayLengths = options.ArrayLengths.SetItems(Numbers(line, _lengths)),
            Inlining = options.Inlining
                .SetItems(inlined.Select(static m => KeyValuePair.Create(m, true)))
                .SetItems(once.Select(static m => KeyValuePair.Create(m, false))),
            EntryPoints = Given(line, _entryPoints) is { Length: > 0 } wanted ? [.. wanted] : options.EntryPoints,
            OneDesign = line.GetValue(_oneDesign) ?? options.OneDesign,
        };
    }

    private static KernelConfiguration Read(string path)
    {
        try
        {
            return KernelConfiguration.Parse(KernelSources.ReadText(path));
        }
        catch (JsonException e)
        {
            throw new KernelSourceException(path, $"it is no configuration of a kernel: {e.Message}", KernelConfiguration.Example, e);
        }
    }

    private static Option<string[]> Several(string name, string description)
        => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private static string[] Given(ParseResult line, Option<string[]> option)
        => (line.GetValue(option) ?? []) is var given && given.Any(string.IsNullOrWhiteSpace)
            ? throw new UsageException($"{option.Name}: a name is empty") : given;

    private static IEnumerable<KeyValuePair<string, int>> Numbers(ParseResult line, Option<string[]> option)
        => (line.GetValue(option) ?? []).Select(text => text.Split('=') is [{ Length: > 0 } name, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? KeyValuePair.Create(name, value)
            : throw new UsageException($"{option.Name} {text}: it must be NAME=N with a number above 0"));
}
