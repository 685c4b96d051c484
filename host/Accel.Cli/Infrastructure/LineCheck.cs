using System.CommandLine;
using System.CommandLine.Parsing;
using Accel.Transformer.Diagnostics;

namespace Accel.Cli;

/// <summary>What is wrong with a command line, in one message that names the part at fault and what would be right.</summary>
internal static class LineCheck
{
    private const int MostMessages = 3;

    /// <summary>The failure; null for a line that can be run.</summary>
    internal static Failure? Of(ParseResult line)
    {
        string? message = Unknown(line) ?? Messages(line);
        return message is null ? null : new Failure("usage", PlainText.Name(message, PlainText.MostOfMessage),
            Help(line.CommandResult), ExitCode.Usage);
    }

    /// <summary>The line that shows a command's help, by its whole path: <c>accel bench links --help</c>.</summary>
    internal static string Help(CommandResult command)
    {
        string path = "--help";
        for (SymbolResult? result = command; result is CommandResult { Command: not RootCommand } named; result = named.Parent)
        {
            path = named.Command.Name + " " + path;
        }

        return "accel " + path;
    }

    /// <summary>The same for arguments that the parser could not take: of the commands that they begin with.</summary>
    internal static string Help(Command root, IReadOnlyList<string> arguments)
    {
        var path = new List<string> { "accel" };
        foreach (string argument in arguments)
        {
            if (root.Subcommands.FirstOrDefault(c => c.Name == argument) is not { } command)
            {
                break;
            }

            path.Add(argument);
            root = command;
        }

        return string.Join(' ', [.. path, "--help"]);
    }

    // One error for a misspelt name; all others that the parser finds follow from it.
    private static string? Unknown(ParseResult line)
    {
        var command = line.CommandResult.Command;
        if ((line.UnmatchedTokens.Count > 0 ? line.UnmatchedTokens[0] : MisspeltOption(line)) is not { } token)
        {
            return null;
        }

        bool isOption = token.StartsWith('-');
        string[] known = isOption
            ? [.. command.Options.Select(static o => o.Name), "--help"]
            : [.. command.Subcommands.Select(static c => c.Name)];
        string name = isOption ? token.Split('=')[0] : token;
        string what = isOption ? $"there is no option {PlainText.Name(name)}"
            : known.Length > 0 ? string.IsNullOrWhiteSpace(name) ? "an empty text is no command"
                : $"there is no command {PlainText.Name(name)}"
            : $"there is no room for the argument {PlainText.Name(name)}";
        string suggestion = NearestName.Of(name, known) is { } nearest ? $": did you mean {nearest}?" : known.Length > 0 && !isOption
            ? $"; there are {string.Join(", ", known)}" : "";
        return what + suggestion;
    }

    // A command that takes files by position would take a misspelt option for one of them.
    private static string? MisspeltOption(ParseResult line)
        => line.Tokens.Any(static t => t.Type == TokenType.DoubleDash)
            ? null
            : line.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static a => a.Tokens).Select(static t => t.Value)
                .FirstOrDefault(static t => t.Length > 2 && t.StartsWith("--", StringComparison.Ordinal));

    private static string? Messages(ParseResult line)
    {
        string[] messages =
        [
            .. line.Errors.Select(static e => Text(e)).Concat(WrongNames(line.CommandResult)).Concat(Empty(line.CommandResult))
                .Distinct(StringComparer.Ordinal),
        ];
        return messages.Length == 0 ? null : string.Join("; ", messages.Take(MostMessages));
    }

    // The parser's own words name types of .NET where a text is no number.
    private static string Text(ParseError error)
    {
        var (symbol, type) = error.SymbolResult switch
        {
            ArgumentResult { Parent: OptionResult option } => ((Symbol)option.Option, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument, argument.Argument.ValueType),
            OptionResult option => (option.Option, option.Option.ValueType),
            _ => (null, typeof(void)),
        };
        if (error.SymbolResult is CommandResult { Command: var command } && command.Subcommands.Count > 0)
        {
            return $"a command is missing: one of {string.Join(", ", command.Subcommands.Select(static c => c.Name))}";
        }

        if (symbol is null || !error.Message.Contains("as expected type", StringComparison.Ordinal))
        {
            return error.Message;
        }

        string wrong = error.SymbolResult!.Tokens.Select(static t => t.Value).FirstOrDefault(t => !Fits(t, type)) ?? "";
        return $"{symbol.Name} {PlainText.Name(wrong)}: it must be {Expected(type)}";
    }

    // The parser takes the numbers behind an enumeration's names too, whether they are any name's or not.
    private static IEnumerable<string> WrongNames(CommandResult command)
        => from option in command.Children.OfType<OptionResult>()
           let type = Element(option.Option.ValueType)
           where type.IsEnum
           from token in option.Tokens
           where !Fits(token.Value, type) && !option.Errors.Any()
           select $"{option.Option.Name} {PlainText.Name(token.Value)}: it must be {Expected(type)}";

    // No option or argument means anything by an empty text.
    private static IEnumerable<string> Empty(CommandResult command)
        => from symbol in command.Children
           where symbol.Tokens.Any(static t => t.Value.Length == 0)
           select $"{(symbol is OptionResult option ? option.Option.Name : ((ArgumentResult)symbol).Argument.Name)}: an empty text is no value";

    private static bool Fits(string text, Type type)
    {
        type = Element(type);
        return type.IsEnum ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
            : type == typeof(int) ? int.TryParse(text, out _)
            : type != typeof(double) || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
    }

    private static string Expected(Type type)
    {
        type = Element(type);
        return type.IsEnum
            ? $"one of {string.Join(", ", Enum.GetNames(type).Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))}"
            : type == typeof(int) ? $"a whole number up to {int.MaxValue}"
            : type == typeof(double) ? "a number"
            : "true or false";
    }

    private static Type Element(Type type) => type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
}
