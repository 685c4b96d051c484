using System.Collections.Immutable;
using Accel.Golden;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// The cycles that a model takes on an engine, step by step, by a model of its parts: loader, reader, lanes, neurons, attention units.
/// </summary>
public sealed class EventEstimate
{
    // From a sum to the spike that it fires, and from a written buffer to its first rows in the lanes.
    private const int Latency = 8;
    // From one step's last addition to the next one's first; and from its last visit, as far as that does not run beside.
    private const int BetweenSteps = 45;
    private const int BetweenVisits = 30;

    // Until the program is read and checked as far as the first load.
    private const int Startup = 250;

    private const int CellBytes = 4;
    private const int BlockCells = 16;

    // Requests of a load that may be under way, and cycles of one besides the memory's.
    private const int LoadWindow = 32;
    private const int LoadLatency = 6;
    private const int LoadStart = 24;

    private readonly EventEngineLimits _limits;
    private readonly ActivitySource _activity;
    private readonly AttentionModel _attention;
    private readonly Dictionary<SpikeTensor, SpikeBits> _spikes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SpikeTensor, long> _written = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(SpikeTensor, Taps, int First, int Count, int Visited, int T), FrontEndCost> _costs = [];
    private readonly ImmutableArray<StepEstimate>.Builder _steps = ImmutableArray.CreateBuilder<StepEstimate>();
    private readonly CoreTimes[] _cores;
    private long _port; // when it has nothing more to do

    private EventEstimate(SpikingTransformerModel model, EventEngineLimits limits, ActivitySource activity)
    {
        (_limits, _activity) = (limits, activity);
        _cores = [.. Enumerable.Range(0, limits.Cores).Select(static _ => new CoreTimes { Loaded = Startup })];
        _attention = new AttentionModel(model.Configuration, model.Tokens, limits, activity);
    }

    /// <summary>The steps in the order of the program.</summary>
    public ImmutableArray<StepEstimate> Steps => _steps.ToImmutable();

    /// <summary>Cycles of an image.</summary>
    public long Cycles => _cores.Max(static core => core.Neurons);

    /// <summary>Bytes of an image that are read from memory, the program included.</summary>
    public long ReadBytes => (_limits.Cores * BlockBytes(SpikingTransformerEngineLayout.HeaderCells)) + _steps.Sum(static s => s.ReadBytes);

    /// <summary>Bytes of an image that are written to memory.</summary>
    public long WrittenBytes => ((SpikingTransformerEngineLayout.StepOffset + 1) * CellBytes) + _steps.Sum(static s => s.WrittenBytes);

    /// <summary>
    /// The energy of an image: additions; weights of each, spikes that are read and U that each visit reads and writes, on chip; bytes
    /// through the port.
    /// </summary>
    public EnergyEstimate Energy(bool isMemoryOnChip)
    {
        const int WordBytes = 64;
        const int RowBytes = 2 * ChannelMap.GroupChannels * CellBytes;
        long rows = _steps.Sum(static s => s.AddedRows);
        long onChip = (rows * _limits.Lanes) + _steps.Sum(static s => (s.ReadCycles * WordBytes) + (s.NeuronCycles * RowBytes));
        return EnergyEstimate.Of(_steps.Sum(static s => s.AddedRows * s.UsedLanes), onChip, ReadBytes + WrittenBytes, isMemoryOnChip);
    }

    /// <summary>What the largest share of the cycles is waited for.</summary>
    public StepBound BoundBy
    {
        get
        {
            var cycles = new Dictionary<StepBound, long>();
            long before = 0;
            foreach (var step in _steps)
            {
                long end = Math.Max(before, step.End);
                cycles[step.Bound] = cycles.GetValueOrDefault(step.Bound) + end - before;
                before = end;
            }

            return cycles.MaxBy(static c => c.Value).Key;
        }
    }

    /// <summary>With the spikes of an input.</summary>
    /// <exception cref="ModelDoesNotFitException">The model does not fit.</exception>
    public static EventEstimate Of(SpikingTransformerModel model, EventEngineLimits limits, NetworkInput input)
        => Of(model, limits, input, GoldenModel.Run(model, input));

    /// <summary>With the spikes of an input, which the golden model has been given already.</summary>
    /// <exception cref="ModelDoesNotFitException">The model does not fit.</exception>
    public static EventEstimate Of(SpikingTransformerModel model, EventEngineLimits limits, NetworkInput input, GoldenResult run)
    {
        var program = EventProgram.Compile(model, limits, trace: false);
        return Of(model, limits, ActivitySource.OfRun(run, program.EncodeInput(input)));
    }

    /// <summary>With random spikes of a density.</summary>
    /// <exception cref="ModelDoesNotFitException">The model does not fit.</exception>
    public static EventEstimate OfDensity(SpikingTransformerModel model, EventEngineLimits limits, double density, int seed = 1)
        => Of(model, limits, ActivitySource.OfDensity(density, seed));

    private static EventEstimate Of(SpikingTransformerModel model, EventEngineLimits limits, ActivitySource activity)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(limits);
        var plan = EventPlan.Of(model, limits, trace: false);
        var estimate = new EventEstimate(model, limits, activity);
        foreach (var step in plan.Steps)
        {
            estimate.Add(step);
        }

        return estimate;
    }

    private void Add(EventStep step)
    {
        var core = _cores[step.Core];
        long load = LoadCycles(step);
        var front = step.Kind == StepKind.Sums ? FrontEnd(step) : default;
        long neurons = Neurons(step);
        long attention = _attention.Cycles(step);
        Load(core, step, load);
        long ready = Math.Max(core.Lanes, step.Source is { } source ? _written[source.Stored] : 0);
        long start = Math.Max(ready, core.Loaded);
        long busy = Math.Max(Math.Max(front.Reads, front.Adds), Math.Max(neurons, attention));

        // Steps that fire wait for the neurons of the step before; the lanes' next step does not wait for this one's.
        int between = step.Kind != StepKind.Sums ? step.Visited : busy == neurons ? BetweenVisits : BetweenSteps;
        long end = Math.Max(start, core.Neurons - Latency) + busy + between;
        core.End(end, end + Latency, usesLanes: step.Kind == StepKind.Sums);

        if (step.Destination is { } destination)
        {
            long written = step.Kind == StepKind.Input ? core.Loaded + Latency : core.Neurons;
            _written[destination.Stored] = Math.Max(written, _written.GetValueOrDefault(destination.Stored));
        }

        _steps.Add(new StepEstimate(
            step.Layer,
            step.Tile,
            step.Part,
            step.Weights?.Rows ?? 0,
            LoadBytes(step) + (_limits.Cores * BlockBytes(EngineStepLayout.Cells)) + BiasBytes(step),
            step.Kind == StepKind.Logits ? (long)step.Count * CellBytes : 0,
            front.Reads,
            front.Adds,
            neurons,
            attention,
            load,
            front.Rows,
            step.Parameters?.Channels.Count(static c => c >= 0) ?? 0,
            start,
            end,
            Bound(front, neurons, attention, start - ready, busy)));
    }

    private StepBound Bound(FrontEndCost front, long neurons, long attention, long waited, long busy)
        => waited > busy ? IsMemorySlower ? StepBound.Memory : StepBound.Port
            : attention == busy && attention > 0 ? StepBound.Attention
            : neurons == busy ? StepBound.Neurons
            : front.Adds >= front.Reads ? StepBound.Events
            : StepBound.Reads;

    // The port is the other cores' as well: it brings a beat in each cycle to one of them, or as often as the memory has one.
    private void Load(CoreTimes core, EventStep step, long cycles)
    {
        long begin = Math.Max(core.Loaded, step.Kind == StepKind.Sums ? core.FreeHalf : 0);
        if (cycles > 0)
        {
            long transfer = Transfer(Beats(step));
            _port = Math.Max(_port, begin) + transfer;
            core.Loaded = Math.Max(begin + cycles, _port + cycles - transfer);
        }
        else
        {
            core.Loaded = begin;
        }
    }

    private FrontEndCost FrontEnd(EventStep step)
    {
        var source = step.Source!;
        var key = (source, step.Weights!.Taps, step.FirstRow, step.RowCount, step.Visited, step.Timesteps);
        if (!_costs.TryGetValue(key, out var cost))
        {
            if (!_spikes.TryGetValue(source.Stored, out var spikes))
            {
                _spikes[source.Stored] = spikes = _activity.Of(source.Stored);
            }

            _costs[key] = cost = new FrontEndModel(step, spikes).Count();
        }

        return cost;
    }

    // Beats of the port, as many at a time as may be under way.
    private long LoadCycles(EventStep step)
    {
        long beats = Beats(step);
        return beats == 0 ? 0
            : Math.Max(Transfer(beats), beats * Math.Max(LoadWindow, _limits.MemoryLatency + LoadLatency) / LoadWindow)
                + LoadStart + _limits.MemoryLatency;
    }

    private bool IsMemorySlower => _limits.MemoryBytesPerCycle < _limits.PortBits / 8.0;

    // Cycles of beats one behind the other: one each, but what the memory cannot give.
    private long Transfer(long beats)
        => IsMemorySlower ? (long)Math.Ceiling(beats * _limits.PortBits / 8.0 / _limits.MemoryBytesPerCycle!.Value) : beats;

    private long Beats(EventStep step) => LoadBytes(step) * 8 / _limits.PortBits;

    private long LoadBytes(EventStep step)
        => step.Kind == StepKind.Input
            ? step.Destination!.Words * (step.Destination.Timesteps > 1 ? 64 : 16)
            : ((long)(step.Weights?.Rows ?? 0) * _limits.Lanes * step.WeightBits / 8) + (step.Parameters is null ? 0 : _limits.Lanes * 8);

    // Biases of logits come four at a time.
    private static long BiasBytes(EventStep step) => step.Kind == StepKind.Logits ? BlockBytes(step.Count) : 0;

    // The engine reads blocks of 16 cells.
    private static long BlockBytes(long cells) => (cells + BlockCells - 1) / BlockCells * BlockCells * CellBytes;

    // Parameters come two lanes at a time; then each group of each visit, and of a pool each output that a position belongs to.
    private long Neurons(EventStep step)
    {
        if (step.Kind == StepKind.Logits)
        {
            return (long)step.Count * Math.Max(step.Ranges, 1);
        }

        if (step.Parameters is null)
        {
            return 0;
        }

        int visits = step.Schedule == SetSchedule.Summed ? (step.Timesteps + 3) / 4 : step.Timesteps;
        long groups = (long)step.Visited * visits;
        long targets = step.PoolsMaximum
            ? (Outputs(step.FirstRow, step.RowCount, step.Height) - (step.StartsBelow ? 1 : 0) - (step.EndsAbove ? 1 : 0))
                * Outputs(0, step.Width, step.Width)
            : step.Positions;
        return (_limits.Lanes / 2) + (groups * targets);
    }

    // How many outputs of a pool the lines (or columns) belong to, all together.
    private static long Outputs(int first, int count, int size)
        => Enumerable.Range(first, count).Sum(at => at % 2 == 0 || at == size - 1 ? 1 : 2);
}
