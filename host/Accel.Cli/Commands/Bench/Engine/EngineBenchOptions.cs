using System.CommandLine;
using Accel.Host.EventEngine;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The options that say which engine is measured, and how.</summary>
internal sealed class EngineBenchOptions
{
    private const int DefaultLanes = 128;
    private const int MostCores = 16;
    private const int LanesOfUnit = 32; // so many for each attention unit, unless told otherwise
    private const int DefaultMinutes = 60;
    private const int MostMinutes = 1440;
    private const int MostLatency = 1000;

    private readonly Option<int> _lanes = new("--lanes")
    {
        Description = "outputs that the engine adds to side by side", DefaultValueFactory = static _ => DefaultLanes,
    };

    private readonly Option<int> _cores = CommonOptions.Within(
        new Option<int>("--cores") { Description = "cores of that many lanes each", DefaultValueFactory = static _ => 1 }, 1, MostCores);

    private readonly Option<int?> _portBits = CommonOptions.PortBits();

    private readonly Option<double?> _clock =
        CommonOptions.ClockMHz("the clock to schedule for; default the fastest that the compiler takes the engine at");

    private readonly Option<int> _latency = CommonOptions.Within(
        new Option<int>("--memory-latency")
        {
            Description = "cycles from a read to its data", DefaultValueFactory = static _ => EngineBenchmark.DefaultLatency,
        },
        1,
        MostLatency);

    private readonly Option<bool> _noSynthesis = new("--no-synthesis") { Description = "cycles alone: no LUTs and path from Yosys" };

    private readonly Option<int> _minutes = CommonOptions.Within(
        new Option<int>("--synthesis-minutes")
        {
            Description = "the longest that Yosys may take for an engine", DefaultValueFactory = static _ => DefaultMinutes,
        },
        1,
        MostMinutes);

    private readonly Option<string[]> _set = BoardOptions.Set();

    private readonly Option<string[]> _budgets = CommonOptions.Budgets();

    internal EngineBenchOptions() => CommonOptions.OnlyFrom(_lanes, ["64", "128", "256"]);

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_lanes, _cores, _portBits, _clock, _latency, _set, _budgets, _noSynthesis, _minutes])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether Yosys is to run.</summary>
    internal bool Synthesises(ParseResult line) => !line.GetValue(_noSynthesis);

    /// <summary>The longest that it may take.</summary>
    internal TimeSpan TimeLimit(ParseResult line) => TimeSpan.FromMinutes(line.GetValue(_minutes));

    /// <summary>A benchmark of the smallest engine that networks run on, but for what --set says.</summary>
    /// <exception cref="UsageException">--set names no constant of the engine, or no number.</exception>
    /// <exception cref="Models.ModelDoesNotFitException">A network runs on no engine.</exception>
    internal EngineBenchmark Of(ParseResult line, IReadOnlyList<EngineWorkload> workloads)
    {
        var replaced = BoardOptions.Replacements(line.GetValue(_set) ?? []);
        int portBits = line.GetValue(_portBits) ?? EventEngineLimits.Default.PortBits;
        var wanted = EngineConstants.Limits(replaced) with { PortBits = portBits };
        wanted = replaced.ContainsKey("Accel.Engine.Lanes") ? wanted : wanted with { Lanes = line.GetValue(_lanes) };
        wanted = replaced.ContainsKey("Accel.Engine.Cores") ? wanted : wanted with { Cores = line.GetValue(_cores) };
        wanted = replaced.ContainsKey("Accel.Engine.AttentionUnits") ? wanted
            : wanted with { AttentionUnits = Math.Max(1, wanted.Lanes / LanesOfUnit) };
        var smallest = EventEngineSizing.Smallest([.. workloads.Select(static w => w.Network)], wanted);
        var limits = EngineConstants.Limits(smallest.ToReplacements().SetItems(replaced)) with { PortBits = portBits };
        return new EngineBenchmark(limits, line.GetValue(_clock), line.GetValue(_latency))
        {
            Budgets = CommonOptions.Budgets(line.GetValue(_budgets) ?? []),
        };
    }
}
