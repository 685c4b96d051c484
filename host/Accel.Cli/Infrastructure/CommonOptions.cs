using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Accel.Interfaces;
using Accel.Rtl.Estimation;
using Accel.Rtl.Waves;
using Accel.Transformer;
using Accel.Transformer.Budgets;

namespace Accel.Cli;

/// <summary>Options that several commands share, each with its check.</summary>
internal static class CommonOptions
{
    /// <summary>Where generated files go unless a folder is named.</summary>
    internal const string OutputFolder = "accel-out";

    internal static Option<string> Device() => new("--device")
    {
        Description = "the device, for instance sim: or sim:?latency=30",
        DefaultValueFactory = _ => "sim:",
    };

    internal static Option<string?> Design() => new("--design")
    {
        Description = "the manifest.json that `accel generate` wrote: a device that runs another design is refused",
    };

    /// <summary>Most vectors, programs or runs of a kind that are asked for: their sums over kernels and rungs are counted in 32
    /// bits.</summary>
    internal const int MostRuns = 1_000_000;

    internal static Option<int?> Count(string description, int most = int.MaxValue)
        => AtLeastOne(Within(new Option<int?>("--count") { Description = description }, int.MinValue, most));

    internal static Option<string[]> KernelNames(string description) => new("--kernel") { Description = description, AllowMultipleArgumentsPerToken = true };

    /// <summary>Refuses the name of a wave file whose format is not known.</summary>
    internal static OutputOption Wave(string description, string? byDefault = null)
    {
        var wave = new OutputOption("--wave") { Description = description };
        if (byDefault is not null)
        {
            wave.DefaultValueFactory = _ => byDefault;
        }

        wave.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !WaveWriter.IsSupported(token.Value))
            {
                result.AddError($"--wave {token.Value}: the name must end in .fst or .vcd");
            }
        });
        return wave;
    }

    internal static Option<double> ClockMHz()
    {
        var option = new Option<double>("--clock-mhz")
            { Description = "the clock to schedule for; without it 100, or what the longest path allows", DefaultValueFactory = _ => 100 };
        option.Validators.Add(RequireClock);
        return option;
    }

    /// <summary>The clock of a command that has one of its own without it.</summary>
    internal static Option<double?> ClockMHz(string description)
    {
        var option = new Option<double?>("--clock-mhz") { Description = description };
        option.Validators.Add(RequireClock);
        return option;
    }

    private static void RequireClock(SymbolResult result)
    {
        if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double value)
            && value is not (>= 1 and <= 1000))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"--clock-mhz {value}: it must lie in 1..1000"));
        }
    }

    /// <summary>The width of the kernel's memory port; without it the kernel's own, or the board's.</summary>
    internal static Option<int?> PortBits()
    {
        var option = new Option<int?>("--port-bits")
        {
            Description = "bits of the memory port (32 to 1024, a power of two); default the kernel's own, of a board that of its file",
        };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int bits)
                && (!int.IsPow2(bits) || bits is < KernelInterface.CellBits or > KernelInterface.WidestPortBits))
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--port-bits {bits}: it must be a power of two in {KernelInterface.CellBits}..{KernelInterface.WidestPortBits}"));
            }
        });
        return option;
    }

    /// <summary>Loads of a register's bit, beyond which groups of them have copies of it.</summary>
    internal static Option<int?> MaxFanOut()
    {
        var option = new Option<int?>("--max-fanout")
        {
            Description =
                "look-up tables and flip-flops that a bit of a register may drive; for more of them it is copied. "
                + "Default: as many as there are",
        };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int loads)
                && loads < TransformOptions.FewestLoads)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture, $"--max-fanout {loads}: it must be at least {TransformOptions.FewestLoads}"));
            }
        });
        return option;
    }

    /// <summary>What compiling may take.</summary>
    internal static Option<string[]> Budgets()
    {
        var option = new Option<string[]>("--budget")
        {
            Description = "what compiling may take: operations=N, bits=N (of arrays on chip) or seconds=N; may be given several times",
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static t => Budget(CompileBudgets.Default, t.Value) is null))
            {
                result.AddError($"--budget {token.Value}: it must be operations=N, bits=N or seconds=N with a number above 0");
            }
        });
        return option;
    }

    /// <summary>The defaults with what the user has given.</summary>
    internal static CompileBudgets Budgets(IEnumerable<string> values) =>
        values.Aggregate(CompileBudgets.Default, static (budgets, value) => Budget(budgets, value)!);

    private static CompileBudgets? Budget(CompileBudgets budgets, string text)
        => text.Split('=') is [var name, var number]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0
            ? name switch
            {
                "operations" => budgets with { Operations = value },
                "bits" => budgets with { OnChipBits = value },
                "seconds" => budgets with { Seconds = value },
                _ => null,
            }
            : null;

    internal static Option<DeviceFamily> Family() => new("--family")
    {
        Description = $"the device family whose delays are scheduled for ({string.Join(", ", Enum.GetNames<DeviceFamily>())})",
        DefaultValueFactory = _ => DeviceFamily.Series7,
    };

    /// <summary>Refuses other values, naming the option: System.CommandLine's own check names the value alone.</summary>
    internal static void OnlyFrom(Option option, IReadOnlyCollection<string> values)
    {
        Suggest(option, values);
        option.Validators.Add(result => RequireOneOf(result, option.Name, values));
    }

    /// <summary>Names values in an option's help and completion.</summary>
    internal static void Suggest(Option option, IReadOnlyCollection<string> values)
    {
        // Without a name of its own, help would take its first column's width from all values in a row.
        option.HelpName = option.Name.TrimStart('-').ToUpperInvariant();
        option.Description += $" ({string.Join(", ", values)})";
        option.CompletionSources.Add([.. values]);
    }

    /// <summary>Refuses other values than some.</summary>
    internal static void RequireOneOf(SymbolResult result, string what, IReadOnlyCollection<string> values, string otherwise = "")
    {
        foreach (var token in result.Tokens.Where(t => !values.Contains(t.Value)))
        {
            result.AddError($"{what} {token.Value}: it must be one of {string.Join(", ", values)}{otherwise}");
        }
    }

    /// <summary>Refuses numbers outside of a range.</summary>
    internal static TOption Within<TOption>(TOption option, int least, int most)
        where TOption : Option
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && (value < least || value > most))
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {value}: it must lie in {least}..{most}"));
                }
            }
        });
        return option;
    }

    /// <summary>Refuses 0 and less.</summary>
    internal static Option<int?> AtLeastOne(Option<int?> option)
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
