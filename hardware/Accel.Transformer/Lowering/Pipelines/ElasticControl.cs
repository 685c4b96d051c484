using Accel.Rtl;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering.Pipelines;

/// <summary>
/// When the cycles of a slice's iterations happen where some of them wait at streams: one bit per cycle of an iteration. An iteration that
/// waits holds up those behind it, and none that are ahead. It waits for whole intervals, so that iterations stay a multiple of the
/// interval apart and what they take in turns is never wanted by two of them.
/// </summary>
internal sealed class ElasticControl : SliceProgress
{
    private readonly Wires _wires;
    private readonly PipelineSlice _slice;
    private readonly Signal _running;
    private readonly RegisterSignal _isFinished;
    private readonly RegisterSignal? _phase;
    private readonly RegisterSignal[] _places;
    private readonly SortedDictionary<int, WireSignal> _moves = [];
    private readonly string _name;

    /// <summary>Makes the registers; <see cref="Drive"/> connects them.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="running">The kernel is in the loop.</param>
    /// <param name="name">Prefix of the registers' names.</param>
    /// <param name="holds">Cycles in which an iteration may have to wait.</param>
    public ElasticControl(Wires wires, PipelineSlice slice, Signal running, string name, IEnumerable<int> holds)
    {
        (_wires, _slice, _running, _name) = (wires, slice, running, name);
        _isFinished = wires.Module.Register(1, 0, name + "_finished");
        _phase = Interval == 1 ? null : wires.Module.Register(System.Numerics.BitOperations.Log2((uint)(Interval - 1)) + 1, 0,
            name + "_phase");
        _places = [.. Enumerable.Range(1, slice.LatencyCycles - 1).Select(i => wires.Module.Register(1, 0, $"{name}_stage{i}"))];
        foreach (int cycle in holds.Distinct())
        {
            _moves.Add(cycle, wires.Module.Wire(1, $"{name}_moves{cycle}"));
        }

        Entry = wires.And(wires.And(running, wires.Not(_isFinished)), wires.Not(wires.OrAll(_places.Take(Interval - 1))))!;
    }

    private int Interval => _slice.InitiationInterval;

    private int Last => _slice.LatencyCycles - 1;

    // An iteration is in its first cycle.
    private Signal Entry { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Signal IsOccupied)> Stages =>
        Enumerable.Range(0, Last + 1).Select(i => ($"{_name}_stage{i}", IsAt(i)));

    /// <summary>An iteration is in a cycle, or waits to be.</summary>
    public Signal IsAt(int cycle) => cycle == 0 ? Entry : _places[cycle - 1];

    /// <summary>An iteration is in a cycle, and none is ahead of it.</summary>
    public Signal IsFirstAt(int cycle) => _wires.And(IsAt(cycle), _wires.Not(_wires.OrAll(_places.Skip(cycle))))!;

    /// <inheritdoc/>
    public override Signal Active(int cycle) => _wires.And(IsAt(cycle), InPhase(cycle))!;

    /// <inheritdoc/>
    public override Signal Moves(int cycle) => _moves.Where(m => m.Key >= cycle).Select(m => (Signal)m.Value).FirstOrDefault(_wires.One);

    /// <inheritdoc/>
    public override Signal Keeps(int cycle) => Interval == 1 ? Moves(cycle) : _wires.And(Active(cycle), Moves(cycle))!;

    /// <summary>The last iteration is in its last cycle.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    public Signal Ends(Signal goesOn)
        => _slice.LatencyCycles <= Interval
            ? _wires.And(Active(Last), _wires.Not(goesOn))!
            : _wires.And(Active(Last), _wires.Not(_wires.OrAll(Enumerable.Range(0, Last).Select(IsAt))))!;

    /// <summary>Connects the registers.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    /// <param name="leaves">The loop is left: everything is as before the first iteration again.</param>
    /// <param name="blocked">By cycle of those given first: what an iteration in it waits for.</param>
    /// <param name="stops">All iterations stand where they are in the interval: the memory is about to answer.</param>
    public void Drive(Signal goesOn, Signal leaves, IReadOnlyDictionary<int, Signal> blocked, Signal stops)
    {
        var module = _wires.Module;
        Signal ahead = _wires.One;
        foreach (var (cycle, moves) in _moves.Reverse())
        {
            ahead = _wires.And(ahead, _wires.Not(blocked.GetValueOrDefault(cycle) ?? _wires.Zero))!;
            module.Connect(moves, ahead);
        }

        var stays = _wires.Not(leaves);
        var decided = _wires.And(_wires.And(Active(Interval - 1), Moves(Interval - 1)), _wires.Not(goesOn))!;
        module.Drive(_isFinished, _wires.And(stays, _wires.Or(_isFinished, decided))!);
        for (int i = 1; i <= Last; i++)
        {
            var arrives = _wires.And(Active(i - 1), Moves(i - 1))!;
            var remains = _wires.And(IsAt(i), _wires.Not(_wires.And(InPhase(i), Moves(i))!))!;
            module.Drive(_places[i - 1], _wires.And(stays, _wires.Or(arrives, remains))!);
        }

        if (_phase is not null)
        {
            int width = _phase.WidthBits;
            var next = _wires.Multiplex(
                _wires.Or(leaves, InPhase(Interval - 1))!,
                _wires.Constant(0, width),
                _wires.Binary(Operator.Add, _phase, _wires.Constant(1, width)));
            module.Drive(_phase, next, _wires.Or(_wires.And(_running, _wires.Not(stops)), leaves));
        }
    }

    // The counter is where a cycle has it.
    private Signal InPhase(int cycle) => _phase is null ? _wires.One : _wires.IsEqual(_phase, cycle % Interval);
}
