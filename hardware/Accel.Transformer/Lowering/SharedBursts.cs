using Accel.Rtl;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Bursts of processes that share the memory. Of what a process announces, so much is announced to the memory as it can ask for without
/// anyone's help: until then nobody else has a turn. For reads that is as many as it has places for answers; what it writes is at hand. The
/// rest is the next burst.
/// </summary>
internal sealed class SharedBursts
{
    private readonly Wires _wires;
    private readonly int _places;
    private readonly RegisterSignal _left, _shown;
    private readonly List<RegisterSignal> _owner;

    /// <summary>Makes the registers.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="count">Processes.</param>
    /// <param name="places">Answers that each can leave waiting, a power of two.</param>
    public SharedBursts(Wires wires, int count, int places)
    {
        (_wires, _places) = (wires, places);
        int bits = AnswerQueue.CountBits(places);
        _left = wires.Module.Register(bits, 0, "port_burst_left");
        _shown = wires.Module.Register(bits, 0, "port_burst_shown");
        _owner = [.. Enumerable.Range(0, count).Select(i => wires.Module.Register(1, 0, $"port{i}_in_burst"))];
        IsUnderWay = wires.Not(wires.IsEqual(_left, 0));
    }

    /// <summary>Requests that were announced are still to come.</summary>
    public Signal IsUnderWay { get; }

    /// <summary>By process: requests that were announced are its.</summary>
    public IReadOnlyList<Signal> Owner => _owner;

    /// <summary>Connects the registers.</summary>
    /// <param name="turns">By process: its request is shown.</param>
    /// <param name="isShown">A request was shown before and not taken.</param>
    /// <param name="taken">The request that is shown is taken.</param>
    /// <param name="follow">By process: how many requests can follow the one that is shown.</param>
    /// <returns>What is announced with the request that is shown.</returns>
    public Signal Finish(IReadOnlyList<Signal> turns, Signal isShown, Signal taken, IReadOnlyList<Signal> follow)
    {
        Selector first = new(_wires);
        for (int i = 0; i < turns.Count; i++)
        {
            first.Add(turns[i], follow[i]);
            _wires.Module.Drive(_owner[i], turns[i], taken);
        }

        var one = _wires.Constant(1, _left.WidthBits);
        var begun = _wires.Multiplex(isShown, _shown, first.Build().Value);
        var announced = _wires.Multiplex(IsUnderWay, _wires.Binary(Operator.Subtract, _left, one), begun);
        _wires.Module.Drive(_shown, begun, null);
        _wires.Module.Drive(_left, announced, taken);
        return _wires.Extend(announced, Burst.CountBits, signed: false);
    }

    /// <summary>
    /// A request of a process is shown: where it begins a burst, not before there is room for half of the answers that are kept or for all
    /// of the burst's. Until then there are as many answers that the process can go on with.
    /// </summary>
    public Signal MayBegin(Signal? announced, Func<Signal> room, Signal isWrite)
    {
        if (announced is null)
        {
            return _wires.One;
        }

        int half = AnswerQueue.CountBits(_places) - 2;
        var free = room();
        var isHalf = _wires.Not(_wires.IsEqual(_wires.Slice(free, half, 2), 0));
        var isAll = _wires.Binary(Operator.LessThanUnsigned, announced, _wires.Extend(free, announced.WidthBits, signed: false));
        return _wires.OrAll([isWrite, isHalf, isAll, _wires.IsEqual(announced, 0)]);
    }

    /// <summary>How many requests of a process can follow without anyone's help.</summary>
    /// <param name="announced">What it announces; null for nothing.</param>
    /// <param name="room">Places for answers, its request's included.</param>
    /// <param name="isWrite">It writes.</param>
    public Signal Follow(Signal? announced, Signal room, Signal isWrite)
    {
        int bits = AnswerQueue.CountBits(_places);
        if (announced is null)
        {
            return _wires.Constant(0, bits);
        }

        var most = _wires.Multiplex(isWrite, _wires.Constant(_places - 1, bits),
            _wires.Binary(Operator.Subtract, room, _wires.Constant(1, bits)));
        var isLess = _wires.Binary(
            Operator.LessThanUnsigned, announced, _wires.Extend(most, announced.WidthBits, signed: false));
        return _wires.Multiplex(isLess, _wires.Slice(announced, 0, bits), most);
    }
}
