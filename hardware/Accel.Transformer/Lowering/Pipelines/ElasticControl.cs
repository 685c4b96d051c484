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
    private readonly RegisterSignal[] _places;
    private readonly SortedDictionary<int, WireSignal> _moves = [];

    /// <summary>Makes the registers; <see cref="Drive"/> connects them.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="running">The kernel is in the loop.</param>
    /// <param name="name">Prefix of the registers' names.</param>
    /// <param name="holds">Cycles in which an iteration may have to wait.</param>
    public ElasticControl(Wires wires, PipelineSlice slice, Signal running, string name, IEnumerable<int> holds)
        : base(wires, slice, running, name)
    {
        _places = [.. Enumerable.Range(1, slice.LatencyCycles - 1).Select(i => wires.Module.Register(1, 0, $"{name}_stage{i}"))];
        foreach (int cycle in holds.Distinct())
        {
            _moves.Add(cycle, wires.Module.Wire(1, $"{name}_moves{cycle}"));
        }

        Entry = wires.And(wires.And(running, wires.Not(IsFinished)), wires.Not(wires.OrAll(_places.Take(Interval - 1))))!;
    }

    private int Last => Slice.LatencyCycles - 1;

    // An iteration is in its first cycle.
    private Signal Entry { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Signal IsOccupied)> Stages =>
        Enumerable.Range(0, Last + 1).Select(i => ($"{Name}_stage{i}", IsAt(i)));

    /// <summary>An iteration is in a cycle, or waits to be.</summary>
    public Signal IsAt(int cycle) => cycle == 0 ? Entry : _places[cycle - 1];

    /// <summary>An iteration is in a cycle, and none is ahead of it.</summary>
    public Signal IsFirstAt(int cycle) => Wires.And(IsAt(cycle), Wires.Not(Wires.OrAll(_places.Skip(cycle))))!;

    /// <inheritdoc/>
    public override bool WaitsAlone => true;

    /// <inheritdoc/>
    public override Signal Active(int cycle) => Wires.And(IsAt(cycle), InPhase(cycle))!;

    /// <inheritdoc/>
    public override Signal Moves(int cycle) => _moves.Where(m => m.Key >= cycle).Select(m => (Signal)m.Value).FirstOrDefault(Wires.One);

    /// <inheritdoc/>
    public override Signal Keeps(int cycle) => Interval == 1 ? Moves(cycle) : Wires.And(Active(cycle), Moves(cycle))!;

    /// <summary>The last iteration is in its last cycle.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    public Signal Ends(Signal goesOn)
        => Slice.LatencyCycles <= Interval
            ? Wires.And(Active(Last), Wires.Not(goesOn))!
            : Wires.And(Active(Last), Wires.Not(Wires.OrAll(Enumerable.Range(0, Last).Select(IsAt))))!;

    /// <summary>Connects the registers.</summary>
    /// <param name="goesOn">The decision, as seen in the last cycle of the interval.</param>
    /// <param name="leaves">The loop is left: everything is as before the first iteration again.</param>
    /// <param name="blocked">By cycle of those given first: what an iteration in it waits for.</param>
    /// <param name="stops">All iterations stand where they are in the interval: the memory is about to answer.</param>
    public void Drive(Signal goesOn, Signal leaves, IReadOnlyDictionary<int, Signal> blocked, Signal stops)
    {
        var module = Wires.Module;
        Signal ahead = Wires.One;
        foreach (var (cycle, moves) in _moves.Reverse())
        {
            ahead = Wires.And(ahead, Wires.Not(blocked.GetValueOrDefault(cycle) ?? Wires.Zero))!;
            module.Connect(moves, ahead);
        }

        var stays = Wires.Not(leaves);
        var decided = Wires.And(Wires.And(Active(Interval - 1), Moves(Interval - 1)), Wires.Not(goesOn))!;
        module.Drive(IsFinished, Wires.And(stays, Wires.Or(IsFinished, decided))!);
        for (int i = 1; i <= Last; i++)
        {
            var arrives = Wires.And(Active(i - 1), Moves(i - 1))!;
            var remains = Wires.And(IsAt(i), Wires.Not(Wires.And(InPhase(i), Moves(i))!))!;
            module.Drive(_places[i - 1], Wires.And(stays, Wires.Or(arrives, remains))!);
        }

        DrivePhase(Wires.Not(stops), leaves);
    }
}
