using System.Numerics;
using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>Where a state goes when it is left.</summary>
internal abstract record NextState
{
    /// <summary>To a state.</summary>
    public sealed record One(int Number) : NextState;

    /// <summary>By a condition to one or another.</summary>
    public sealed record Choice(Signal Condition, NextState WhenTrue, NextState WhenFalse) : NextState;
}

/// <summary>
/// The state of a process: a number, or, of few states, a register of one bit for each. What a bit becomes is whether any of the ways to
/// its state is taken: it passes no decoder and no choice of numbers.
/// </summary>
internal sealed class StateRegister
{
    /// <summary>Two states are told apart by one bit as well as by two.</summary>
    private const int FewestOneHot = 3;

    // Three bits of a number leave a LUT of six inputs room for what else an enable needs.
    private const int MostDecoded = 8;

    private readonly Wires _wires;
    private readonly IReadOnlyList<KernelState> _states;
    private readonly string _prefix;
    private readonly RegisterSignal? _number;
    private readonly RegisterSignal[] _bits = [];
    private readonly Dictionary<int, RegisterSignal> _loops = [];
    private readonly Selector _next;
    private readonly List<Signal> _starts = [];
    private readonly List<Signal>[] _ways;

    /// <summary>
    /// So many states have a bit each, by what was measured (docs/paths.md): with more of them, what a state decides is chosen with fewer
    /// LUTs by the bits of a number.
    /// </summary>
    /// <param name="lutInputs">Inputs of the family's LUTs.</param>
    public static int MostOneHot(int lutInputs) => lutInputs >= 6 ? 5 : 0;

    /// <summary>Makes the register.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="states">Its states, by number; 0 is the one after reset.</param>
    /// <param name="prefix">Of all names.</param>
    /// <param name="mostOneHot">So many states have a bit each.</param>
    public StateRegister(Wires wires, IReadOnlyList<KernelState> states, string prefix, int mostOneHot)
    {
        (_wires, _states, _prefix, _next) = (wires, states, prefix, new Selector(wires));
        _ways = [.. states.Select(static _ => new List<Signal>())];
        if (states.Count >= FewestOneHot && states.Count <= mostOneHot)
        {
            _bits = [.. states.Select(s => wires.Module.Register(1, s.Number == 0 ? 1 : 0, NameOf(s.Number), s.Source))];
        }
        else
        {
            _number = wires.Module.Register(BitOperations.Log2((uint)(states.Count - 1) | 1) + 1, 0, prefix + "state");
            if (mostOneHot > 0 && states.Count > MostDecoded)
            {
                _loops = states.Where(static s => s.Region?.Pipeline is not null).ToDictionary(
                    static s => s.Number, s => wires.Module.Register(1, 0, NameOf(s.Number) + "_runs", s.Source));
            }
        }
    }

    /// <summary>Whether it is a state.</summary>
    public Signal IsIn(int number)
    {
        if (_number is null)
        {
            return _bits[number];
        }

        var signal = _number.WidthBits == 1 ? _wires.IsEqual(_number, number)
            : _wires.Binary(Operator.Equal, _number, Constant(_number, number));
        if (signal != _number)
        {
            signal.NameHint ??= NameOf(number);
        }

        return signal;
    }

    /// <summary>
    /// Whether it is the state of a pipelined loop, which all enables of the loop follow from: a bit beside a number that would have to be
    /// decoded first, on families whose state may have a bit for each.
    /// </summary>
    public Signal Runs(int number) => _loops.GetValueOrDefault(number) ?? IsIn(number);

    /// <summary>Leaves the idle state.</summary>
    public void Start(Signal when, int number)
    {
        _starts.Add(when);
        Go(when, new NextState.One(number));
    }

    /// <summary>Goes on from a state, whenever that is left.</summary>
    /// <param name="isIn">It is the state.</param>
    /// <param name="next">Where it goes.</param>
    public void Go(Signal isIn, NextState next)
    {
        if (_number is null)
        {
            AddWays(isIn, next);
        }
        else
        {
            _next.Add(isIn, Value(_number, next));
            if (_loops.Count > 0)
            {
                AddWays(isIn, next);
            }
        }
    }

    /// <summary>Connects the registers, when all ways are known.</summary>
    /// <param name="holdUp">Makes what keeps the state as it is.</param>
    public void Finish(Func<Signal> holdUp)
    {
        if (_number is not null)
        {
            var (enable, value) = _next.BuildNextState();
            var leaves = _wires.And(enable, _wires.Not(holdUp()));
            _wires.Module.Drive(_number, value, leaves);
            foreach (var (number, runs) in _loops)
            {
                _wires.Module.Drive(runs, _wires.OrAll(_ways[number]), leaves);
            }

            return;
        }

        // Every state but the idle one goes on unless it is held up.
        var goes = _wires.OrAll([.. _starts, _wires.Not(_bits[0])]);
        Signal[] next = [.. _ways.Select(_wires.OrAll)];
        var moves = _wires.And(goes, _wires.Not(holdUp()));
        for (int i = 0; i < next.Length; i++)
        {
            _wires.Module.Drive(_bits[i], next[i], moves);
        }
    }

    private string NameOf(int number) => $"{_prefix}in_{_states[number].Name}";

    private void AddWays(Signal when, NextState next)
    {
        switch (next)
        {
            case NextState.One(var number) when _number is not null && !_loops.ContainsKey(number):
                break;
            case NextState.One(var number):
                _ways[number].Add(when);
                break;
            case NextState.Choice(var condition, var whenTrue, var whenFalse):
                AddWays(_wires.And(when, condition)!, whenTrue);
                AddWays(_wires.And(when, _wires.Not(condition))!, whenFalse);
                break;
        }
    }

    private Signal Value(RegisterSignal register, NextState next) => next switch
    {
        NextState.One(var number) => Constant(register, number),
        NextState.Choice(var condition, var whenTrue, var whenFalse)
            => _wires.Multiplex(condition, Value(register, whenTrue), Value(register, whenFalse)),
        _ => throw new InvalidOperationException($"{next.GetType().Name} is no next state"),
    };

    // Two states need one bit, which folds as any other bit does without a name.
    private Signal Constant(RegisterSignal register, int number) => register.WidthBits == 1 ? _wires.Constant(number, 1)
        : _wires.Constant(number, register.WidthBits, _prefix + _states[number].Name);
}
