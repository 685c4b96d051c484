using System.Collections.Immutable;
using System.CommandLine;
using Accel.Boards;

namespace Accel.Cli;

/// <summary>Options of the commands that work on a board.</summary>
internal static class BoardOptions
{
    /// <summary><c>--board</c>.</summary>
    internal static Option<string?> Board(string description)
    {
        var option = new Option<string?>("--board") { Description = $"{description}: {string.Join(", ", BoardCatalogue.All.Select(static b => b.Id))}, or a .json file of your own", HelpName = "ID" };
        option.CompletionSources.Add([.. BoardCatalogue.All.Select(static b => b.Id)]);
        return option;
    }

    /// <summary><c>--board</c> where nothing can be done without one.</summary>
    internal static Option<string?> RequiredBoard()
    {
        var option = Board("the board");
        option.Required = true;
        return option;
    }

    /// <summary><c>--transport</c>.</summary>
    internal static Option<TransportKind?> Transport() => new("--transport") { Description = "the way to the host (serial, pcie, processor); default the board's first" };

    /// <summary><c>--set</c>.</summary>
    internal static Option<string[]> Set() => new("--set")
        { Description = "KEY=VALUE for a [Replaceable] constant, for instance Accel.Engine.Lanes=128" };

    /// <summary>Refuses options that the board decides.</summary>
    internal static void Exclude(Command command, Option board, params ReadOnlySpan<Option> others)
    {
        var decided = others.ToArray();
        command.Validators.Add(result =>
        {
            if (result.GetResult(board) is null)
            {
                return;
            }

            foreach (var option in decided.Where(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError($"{option.Name} does not go with --board: the board decides it, or it makes no project");
            }
        });
    }

    /// <summary>Reads KEY=VALUE.</summary>
    /// <exception cref="UsageException">A text is not of that form.</exception>
    internal static ImmutableSortedDictionary<string, string> Replacements(string[] texts)
    {
        var replacements = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new UsageException($"--set {text}: it must be KEY=VALUE");
            }

            replacements[text[..equals]] = text[(equals + 1)..];
        }

        return replacements.ToImmutable();
    }
}
