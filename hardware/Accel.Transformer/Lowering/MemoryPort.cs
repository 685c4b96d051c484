using Accel.Interfaces;
using Accel.Rtl;
using Accel.Transformer.Lowering.Streams;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>
/// The port to SimpleMemory: 32 bits, or a power of two times as wide. A wide port moves beats of several cells; a single cell is taken
/// out of its beat, a single write masks the others.
/// </summary>
internal sealed class MemoryPort
{
    /// <summary>Bits of a cell.</summary>
    public const int CellBits = KernelInterface.CellBits;

    private readonly Wires _wires;
    private readonly PortNeeds _needs;
    private readonly int _laneBits;
    private readonly Signal _requestReady, _response, _responseValid;
    private (Signal Asked, Fifo Stream)? _passed;
    private readonly PortAnswers _kept;
    private readonly RegisterSignal? _open, _isFull;
    private readonly int _answers;
    private readonly LaneQueue? _lanes;
    private Signal? _cell;
    private readonly Selector _address, _data, _mask, _burst;
    private readonly List<Signal> _writes = [], _taken = [], _wanted = [], _prompt = [];
    private readonly LateCondition _valid, _takes;

    /// <summary>Prepares a port.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="inputs">What the memory says; the width of its data is 32 times a power of two.</param>
    /// <param name="needs">What the kernel needs.</param>
    /// <param name="answers">Answers that can wait to be taken, a power of two.</param>
    public MemoryPort(Wires wires, PortInputs inputs, PortNeeds needs, int answers = AnswerQueue.Depth)
    {
        (_wires, _needs, _answers, _requestReady) = (wires, needs, answers, inputs.RequestReady);
        (_response, _responseValid) = (inputs.Data, inputs.ResponseValid);
        WidthBits = inputs.Data.WidthBits;
        (_valid, _takes) = (new LateCondition(wires), new LateCondition(wires));
        _laneBits = System.Numerics.BitOperations.Log2((uint)(WidthBits / CellBits));
        (_address, _data, _mask, _burst) = (new Selector(wires), new Selector(wires), new Selector(wires), new Selector(wires));
        _kept = needs.Buffering switch
        {
            // Of several ports each takes its answers from its own queue, without a multiplexer as wide as all of them in front.
            PortBuffering.Queue => new AnswerQueue(wires, inputs, answers, passes: !needs.IsShared),
            PortBuffering.One or PortBuffering.Prompt => new HeldAnswer(wires, inputs),
            _ => new DirectAnswers(inputs),
        };
        if (_kept.Data != inputs.Data)
        {
            _kept.Data.NameHint = "response";
        }

        bool keepsLanes = _laneBits > 0 && needs.Reads && !needs.KnowsLanes;
        _lanes = keepsLanes ? new LaneQueue(wires, _laneBits, needs.ReadsAhead ? answers : 1) : null;
        if (needs.HasMany || (keepsLanes && needs.ReadsAhead))
        {
            _open = wires.Module.Register(AnswerQueue.CountBits(answers), 0, "reads_open");
            _isFull = wires.Module.Register(1, 0, "reads_full");
        }
    }

    /// <summary>Bits of a beat.</summary>
    public int WidthBits { get; }

    /// <summary>The cell that was asked for alone, while <see cref="IsAnswered"/>.</summary>
    public Signal Data => _cell ??= _laneBits == 0 ? _kept.Data : Choose(_lanes!.Oldest);

    /// <summary>The value of an answer, while <see cref="IsAnswered"/>.</summary>
    /// <param name="region">In which it is taken: of states, or of a slice of a pipelined loop.</param>
    /// <param name="answer">The answer.</param>
    public Signal Answer(Region region, Node answer)
    {
        // In a loop that takes answers as they come none is held.
        var beat = Prompt is not null && Prompt.Loops.Any(l => l.Execute.Region == region) ? _response : _kept.Data;
        return _laneBits == 0 ? beat : _needs.Lanes.Of(region).TryGetValue(answer, out int lane) ? Lane(lane, beat) : Data;
    }

    /// <summary>The loops that take answers as they come, if all that read ahead do.</summary>
    public PromptLoops? Prompt => _needs.Prompt;

    /// <summary>One of <see cref="Prompt"/>.</summary>
    /// <param name="running">The process is in the loop.</param>
    /// <param name="asked">The memory takes a read of it.</param>
    /// <param name="stream">What has the places for its answers; null where none is needed.</param>
    public void TakePromptly(Signal running, Signal asked, Fifo? stream)
    {
        _prompt.Add(running);
        _passed = stream is null ? null : (asked, stream);
    }

    /// <summary>An answer is there.</summary>
    public Signal IsAnswered => _kept.IsAnswered;

    /// <summary>The memory takes a request.</summary>
    public Signal IsReady => _requestReady;

    /// <summary>Another read may be asked for: its answer will find a place.</summary>
    public Signal HasRoom => _isFull is null ? _wires.One : _wires.Not(_isFull);

    /// <summary>It is one of several at the memory.</summary>
    public bool IsShared => _needs.IsShared;

    /// <summary>Its process reads.</summary>
    public bool Reads => _needs.Reads;

    /// <summary>Places for answers that nobody has asked for yet.</summary>
    public Signal Room
    {
        get
        {
            var all = _wires.Constant(_answers, AnswerQueue.CountBits(_answers));
            return _open is null ? all : _wires.Binary(Operator.Subtract, all, _open);
        }
    }

    private int Lanes => 1 << _laneBits;

    /// <summary>A cell of the beat that is answered.</summary>
    private Signal Lane(int lane, Signal beat) => _wires.Slice(beat, lane * CellBits, CellBits);

    /// <summary>A request for one cell.</summary>
    /// <param name="when">It is made; does not depend on <see cref="IsReady"/>.</param>
    /// <param name="address">Cell.</param>
    /// <param name="data">What is written, or null for a read.</param>
    /// <param name="answer">Where this is 1, it is not made before <see cref="IsAnswered"/>; null for never.</param>
    public void Request(Signal when, Signal address, Signal? data, Signal? answer = null)
    {
        _valid.Add(when, answer ?? _wires.Zero);
        if (_laneBits == 0)
        {
            Add(when, address, data, null);
            return;
        }

        var lane = _wires.Slice(address, 0, _laneBits);
        var first = _wires.ShiftedUp(_wires.Slice(address, _laneBits, address.WidthBits - _laneBits), _laneBits);
        _lanes?.Add(when, data is null ? lane : null);
        Add(
            when,
            first,
            data is null ? null : _wires.Module.Concatenate([.. Enumerable.Repeat(data, Lanes)]),
            data is null ? null : _wires.Shift(Operator.ShiftLeft, _wires.Constant(1, Lanes), lane, null));
    }

    /// <summary>A request for a beat, or for some cells of one to be written.</summary>
    /// <param name="when">It is made; does not depend on <see cref="IsReady"/>.</param>
    /// <param name="address">First cell of the beat.</param>
    /// <param name="cells">What is written, by place in the beat; null for a read.</param>
    public void RequestBeat(Signal when, Signal address, IReadOnlyList<(int Lane, Signal Data)>? cells)
    {
        _valid.Add(when, _wires.Zero);
        if (cells is null)
        {
            _lanes?.Add(when, _wires.Constant(0, _laneBits));
            Add(when, address, null, null);
            return;
        }

        _lanes?.Add(when, null);
        var written = cells.ToDictionary(c => c.Lane, c => c.Data);
        var mask = written.Keys.Aggregate(System.Numerics.BigInteger.Zero, (all, lane) => all | (System.Numerics.BigInteger.One << lane));
        var parts = Enumerable.Range(0, Lanes).Reverse().Select(lane => written.GetValueOrDefault(lane) ?? _wires.Constant(0, CellBits));
        Add(when, address, _wires.Module.Concatenate([.. parts]), _wires.Constant(mask, Lanes));
    }

    /// <summary>Says how many requests of the same kind follow the present one, each for the cells right behind the one before.</summary>
    public void Announce(Signal when, Signal count) => _burst.Add(when, count);

    /// <summary>A state that takes an answer when it is there, and where it asks for another cell the memory is ready as well.</summary>
    /// <param name="wanted">In the state, on the path.</param>
    /// <param name="asked">It asks, or would once the answer is there.</param>
    public void Take(Signal wanted, Signal asked)
    {
        _wanted.Add(wanted);
        _takes.Add(wanted, asked);
    }

    /// <summary>A pipeline that takes an answer.</summary>
    /// <param name="wanted">It can use one.</param>
    /// <param name="taken">It takes the one that is there.</param>
    public void TakeNow(Signal wanted, Signal taken)
    {
        _wanted.Add(wanted);
        _taken.Add(taken);
    }

    /// <summary>Connects the port.</summary>
    /// <returns>What it says to the memory.</returns>
    public PortOutputs Finish()
    {
        var valid = _valid.Build(IsAnswered);
        var isWrite = _needs.Reads ? _wires.OrAll(_writes) : _wires.One;
        var address = _address.IsEmpty ? _wires.Constant(0, 32) : _address.Build().Value;
        var data = _data.IsEmpty ? null : _data.Build().Value;
        var mask = _mask.IsEmpty ? null : _mask.Build().Value;
        Signal? burst = null;
        if (!_burst.IsEmpty)
        {
            var (known, count) = _burst.Build();
            burst = _wires.Multiplex(known, count, _wires.Constant(0, count.WidthBits));
        }

        var taken = _wires.OrAll([_wires.And(_takes.Build(IsReady), IsAnswered)!, .. _taken]);
        var asked = _wires.And(_wires.And(valid, _requestReady), _wires.Not(isWrite))!;
        _lanes?.Finish(asked, taken);
        if (_prompt.Count > 0)
        {
            var comes = _wires.And(_wires.OrAll(_prompt), _responseValid)!;
            _wires.Module.Assert(comes, taken, "a loop takes each answer as it comes", Prompt!.Loops[0].Loop.Source);
        }

        if (_passed is var (own, stream))
        {
            var (popped, cleared) = stream.Changes();
            CountReads(own, popped, cleared);
        }
        else if (_open is not null)
        {
            CountReads(asked, taken, _wires.Zero);
        }

        return new PortOutputs(valid, isWrite, address, data, mask, burst, _kept.Finish(taken, _wires.OrAll(_wanted)));
    }

    // There is a register for it, which the requests wait for.
    private void CountReads(Signal asked, Signal taken, Signal cleared)
    {
        Counter.Drive(_wires, _open!, asked, taken, cleared);
        var fills = _wires.And(_wires.And(asked, _wires.Not(taken)), _wires.IsEqual(_open!, _answers - 1))!;
        var empties = _wires.And(taken, _wires.Not(asked))!;
        var stays = _wires.And(_wires.Not(empties), _wires.Not(cleared))!;
        _wires.Module.Drive(_isFull!, _wires.And(_wires.Or(_isFull, fills), stays)!);
    }

    private void Add(Signal when, Signal address, Signal? data, Signal? mask)
    {
        _address.Add(when, address);
        if (data is not null)
        {
            _writes.Add(when);
            _data.Add(when, data);
            if (mask is not null)
            {
                _mask.Add(when, mask);
            }
        }
    }

    private Signal Choose(Signal lane)
    {
        var level = Enumerable.Range(0, Lanes).Select(i => Lane(i, _kept.Data)).ToList();
        for (int bit = 0; level.Count > 1; bit++)
        {
            var choice = _wires.Slice(lane, bit, 1);
            level = [.. level.Chunk(2).Select(pair => _wires.Multiplex(choice, pair[1], pair[0]))];
        }

        return level[0];
    }
}
