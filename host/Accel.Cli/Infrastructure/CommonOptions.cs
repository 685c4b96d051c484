using System.CommandLine;

namespace Accel.Cli;

/// <summary>Options that several commands share, each with its check.</summary>
internal static class CommonOptions
{
    internal static Option<string> Device() => new("--device")
    {
        Description = "the device, for instance sim: or sim:?latency=30",
        DefaultValueFactory = _ => "sim:",
    };

    internal static Option<int?> Count(string description) => AtLeastOne(new Option<int?>("--count") { Description = description });

    internal static Option<string[]> KernelNames(string description) => new("--kernel") { Description = description, AllowMultipleArgumentsPerToken = true };

    private static Option<int?> AtLeastOne(Option<int?> option)
    {
        option.Validators.Add(result =>
        {
            // A text that is no number at all has its own message.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && value < 1)
            {
                result.AddError($"{option.Name} {value}: there must be at least 1");
            }
        });
        return option;
    }
}
