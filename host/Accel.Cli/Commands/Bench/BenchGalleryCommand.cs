using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench gallery</c>: well-known kernels beside what others have published.</summary>
internal sealed class BenchGalleryCommand
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromHours(1);

    private readonly Option<string[]> _kernel = CommonOptions.KernelNames("only these kernels");

    private readonly Option<string[]> _group = new("--group")
    {
        Description = "only the kernels of these groups", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double?> _clock =
        CommonOptions.ClockMHz("the clock that all of them are scheduled for; without it each has its own");

    private readonly Option<bool> _noSynthesis = new("--no-synthesis")
    {
        Description = "LUTs, flip-flops and DSPs by estimate, without Yosys",
    };

    private readonly Option<bool> _markdown = new("--markdown") { Description = "the table as hardware/Accel.Gallery/README.md has it" };

    private readonly Option<string[]> _set = BoardOptions.Set();

    private BenchGalleryCommand()
    {
        CommonOptions.OnlyFrom(_kernel, [.. GalleryKernel.All.Select(static k => k.Kernel)]);
        CommonOptions.OnlyFrom(_group, [.. GalleryKernel.All.Select(static k => k.Group).Distinct()]);
    }

    internal static Command Create(CliConsole console)
    {
        var options = new BenchGalleryCommand();
        var command = new Command(
            "gallery",
            "Measures well-known kernels at published sizes: cycles, LUTs, flip-flops, DSPs and clock beside what others have published.")
        {
            options._kernel, options._group, options._clock, options._noSynthesis, options._markdown, options._set,
        };
        return CliCommand.With(command, console, options.RunAsync);
    }

    private Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var line = invocation.Line;
        var chosen = Chosen(line.GetValue(_kernel) ?? [], line.GetValue(_group) ?? []);
        var sizes = Sizes(chosen, line.GetValue(_set) ?? []);
        double? clockMHz = line.GetValue(_clock);
        var synthesis = line.GetValue(_noSynthesis) ? null : Synthesis.OfSeries7(invocation.Console, _timeLimit);
        var steps = new Steps(invocation.Console, chosen.Count);
        return MeasuredRun.RunAsync<GalleryMeasurement>(
            invocation,
            async rows =>
            {
                foreach (var kernel in chosen)
                {
                    rows.Add(await steps.RunAsync(kernel.Kernel, () => Task.Run(
                        () => GalleryBenchmark.Measure(kernel, sizes[kernel.Kernel], clockMHz, synthesis, cancellationToken),
                        cancellationToken))
                        .ConfigureAwait(false));
                }
            },
            new(measured => Print(invocation.Console, measured, line.GetValue(_markdown)))
            {
                IsRight = static measured => measured.TrueForAll(static m => m.Correct),
            },
            cancellationToken);
    }

    private static List<GalleryKernel> Chosen(string[] kernels, string[] groups)
        =>
        [
            .. GalleryKernel.All.Where(k =>
                (kernels.Length == 0 || kernels.Contains(k.Kernel)) && (groups.Length == 0 || groups.Contains(k.Group))),
        ];

    // A key begins with the name of its kernel.
    private static Dictionary<string, GallerySize> Sizes(List<GalleryKernel> chosen, string[] set)
    {
        var replacements = BoardOptions.Replacements(set);
        if (replacements.Keys.FirstOrDefault(key => !chosen.Exists(k => key.StartsWith(k.Kernel + ".", StringComparison.Ordinal)))
            is { } unknown)
        {
            throw new UsageException($"--set {unknown}: no kernel that is measured has this constant; its name begins with the kernel's");
        }

        return chosen.ToDictionary(
            static k => k.Kernel,
            k => GalleryKernel.Measured(replacements.RemoveRange(
                replacements.Keys.Where(key => !key.StartsWith(k.Kernel + ".", StringComparison.Ordinal)))));
    }

    private static void Print(CliConsole console, List<GalleryMeasurement> measured, bool isMarkdown)
    {
        if (isMarkdown)
        {
            console.Output.WriteLine(string.Join('\n', measured.Select(GalleryTable.Row).Prepend(GalleryTable.Head)));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "kernel", "cycles", "published", "by", "multipliers", "LUTs", "flip-flops", "DSPs", "area by", "MHz", "intervals", "result");
        foreach (var m in measured)
        {
            table.AddRow(
                m.Kernel,
                m.Cycles > m.PublishedCycles ? $"[yellow]{Number(m.Cycles)}[/]" : Number(m.Cycles),
                Number(m.PublishedCycles),
                m.PublishedBy ?? "-",
                Number(m.Multipliers),
                Number(m.Luts),
                Number(m.Ffs),
                Number(m.Dsps),
                m.AreaBy,
                m.ClockMhz.ToString("0.0", CultureInfo.InvariantCulture),
                m.InitiationIntervals.Count == 0 ? "-" : string.Join(", ", m.InitiationIntervals),
                m.Correct ? "correct" : "[red]wrong[/]");
        }

        console.Tables.Write(table);
        foreach (var m in measured.Where(static m => m.Fault is not null))
        {
            console.Output.WriteLine($"{m.Kernel} was broken off: {m.Fault}");
        }
    }

    private static string Number(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "-";
}
