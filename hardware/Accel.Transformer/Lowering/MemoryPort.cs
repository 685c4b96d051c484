using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>What a kernel's way of using SimpleMemory asks of the port.</summary>
internal enum PortBuffering
{
    /// <summary>Answers are taken as they come.</summary>
    None,
    /// <summary>
    /// A state that takes an answer also makes a request. Its readiness for the answer must not depend on the memory's readiness for the
    /// request (many memories depend the other way round): one answer is buffered.
    /// </summary>
    One,
    /// <summary>Reads are under way while writes wait: all their answers are buffered.</summary>
    Queue,
}

/// <summary>
/// The port to SimpleMemory: 32 bits, or a power of two times as wide. A wide port moves beats of several cells; a single cell is taken
/// out of its beat, a single write masks the others.
/// </summary>
internal sealed class MemoryPort
{
    private const int CellBits = 32;

    private readonly Wires _wires;
    private readonly int _laneBits;
    private readonly Signal _requestReady, _responseValid, _answer;
    private readonly RegisterSignal? _held, _isHeld;
    private readonly AnswerQueue? _queue;
    private readonly RegisterSignal? _open;
    private readonly int _answers;
    private readonly LaneQueue? _lanes;
    private readonly Signal _beat;
    private Signal? _cell;
    private readonly Selector _address, _data, _mask, _burst;
    private readonly List<Signal> _writes = [], _taken = [], _wanted = [];
    private readonly LateCondition _valid, _takes;

    /// <summary>Prepares a port.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="inputs">What the memory says; the width of its data is 32 times a power of two.</param>
    /// <param name="buffering">What the kernel needs.</param>
    /// <param name="answers">Answers that can wait to be taken, a power of two.</param>
    public MemoryPort(Wires wires, PortInputs inputs, PortBuffering buffering, int answers = AnswerQueue.Depth)
    {
        _answers = answers;
        int widthBits = inputs.Data.WidthBits;
        (_wires, WidthBits) = (wires, widthBits);
        (_valid, _takes) = (new LateCondition(wires), new LateCondition(wires));
        _laneBits = System.Numerics.BitOperations.Log2((uint)(widthBits / CellBits));
        (_requestReady, _responseValid, var data) = (inputs.RequestReady, inputs.ResponseValid, inputs.Data);
        _answer = data;
        (_address, _data, _mask, _burst) = (new Selector(wires), new Selector(wires), new Selector(wires), new Selector(wires));
        if (buffering == PortBuffering.Queue || (buffering == PortBuffering.One && _laneBits > 0))
        {
            _queue = new AnswerQueue(wires, _responseValid, data, answers);
            (_beat, IsAnswered) = (_queue.Data, _queue.IsAnswered);
        }
        else if (buffering == PortBuffering.One)
        {
            _held = wires.Module.Register(widthBits, null, "held_response");
            _isHeld = wires.Module.Register(1, 0, "has_held_response");
            _beat = wires.Multiplex(_isHeld, _held, data);
            IsAnswered = wires.Or(_isHeld, _responseValid)!;
        }
        else
        {
            (_beat, IsAnswered) = (data, _responseValid);
        }

        if (_beat != data)
        {
            _beat.NameHint = "response";
        }

        _lanes = _laneBits > 0 ? new LaneQueue(wires, _laneBits) : null;
        _open = _queue is null && _lanes is null ? null : wires.Module.Register(AnswerQueue.CountBits(answers), 0, "reads_open");
        HasRoom = _open is null ? wires.One : wires.Not(wires.IsEqual(_open, answers));
    }

    /// <summary>Bits of a beat.</summary>
    public int WidthBits { get; }

    /// <summary>The cell that was asked for alone, while <see cref="IsAnswered"/>.</summary>
    public Signal Data => _cell ??= _lanes is null ? _beat : Choose(_lanes.Oldest);

    /// <summary>An answer is there.</summary>
    public Signal IsAnswered { get; }

    /// <summary>The memory takes a request.</summary>
    public Signal IsReady => _requestReady;

    /// <summary>Another read may be asked for: its answer will find a place.</summary>
    public Signal HasRoom { get; }

    /// <summary>It is one of several at the memory.</summary>
    public bool IsShared { get; init; }

    /// <summary>Places for answers that nobody has asked for yet; of a port that keeps answers.</summary>
    public Signal Room => _wires.Binary(Operator.Subtract, _wires.Constant(_answers, AnswerQueue.CountBits(_answers)), _open!);

    private int Lanes => 1 << _laneBits;

    /// <summary>A cell of the beat that is answered.</summary>
    public Signal Lane(int lane) => _wires.Slice(_beat, lane * CellBits, CellBits);

    /// <summary>What the regions of a kernel need.</summary>
    public static PortBuffering BufferingFor(IReadOnlyList<Region> regions)
        => regions.Any(r => r.Pipeline is { ReadsAndWrites: true }) ? PortBuffering.Queue
            : regions.Any(NeedsBuffer) ? PortBuffering.One
            : PortBuffering.None;

    // A state of the region both takes an answer and makes a request.
    private static bool NeedsBuffer(Region region)
    {
        Dictionary<(Segment, int), int> kinds = [];
        foreach (var segment in region.Segments)
        {
            foreach (var effect in segment.Effects)
            {
                int kind = effect is RequestEffect ? 1 : effect is ResponseEffect ? 2 : 0;
                if (kind != 0)
                {
                    var key = (segment.OwnerOf(effect.Cycle), effect.Cycle);
                    kinds[key] = kinds.GetValueOrDefault(key) | kind;
                }
            }
        }

        return kinds.ContainsValue(3);
    }

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
        _lanes!.Add(when, data is null ? lane : null);
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
            _lanes!.Add(when, _wires.Constant(0, _laneBits));
            Add(when, address, null, null);
            return;
        }

        _lanes!.Add(when, null);
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
        var module = _wires.Module;
        var valid = _valid.Build(IsAnswered);
        var isWrite = _wires.OrAll(_writes);
        var address = _address.IsEmpty ? _wires.Constant(0, 32) : _address.Build().Value;
        var data = _data.IsEmpty ? _wires.Constant(0, WidthBits) : _data.Build().Value;
        var mask = _laneBits == 0 ? null : _mask.IsEmpty ? _wires.Constant(0, Lanes) : _mask.Build().Value;
        Signal? burst = null;
        if (!_burst.IsEmpty)
        {
            var (known, count) = _burst.Build();
            burst = _wires.Multiplex(known, count, _wires.Constant(0, count.WidthBits));
        }

        var taken = _wires.OrAll([_wires.And(_takes.Build(IsReady), IsAnswered)!, .. _taken]);
        if (_open is not null)
        {
            var asked = _wires.And(_wires.And(valid, _requestReady), _wires.Not(isWrite))!;
            Counter.Drive(_wires, _open, asked, taken);
            _lanes?.Finish(asked, taken);
        }

        Signal responseReady;
        if (_queue is not null)
        {
            _queue.Finish(taken);
            responseReady = _wires.One;
        }
        else if (_isHeld is not null)
        {
            var arrives = _wires.And(_wires.Not(_isHeld), _responseValid)!;
            responseReady = _wires.Not(_isHeld);
            module.Drive(_held!, _answer, arrives);
            module.Drive(_isHeld, _wires.And(_wires.Or(_isHeld, arrives), _wires.Not(taken))!);
        }
        else
        {
            responseReady = _wires.OrAll(_wanted);
        }

        return new PortOutputs(valid, isWrite, address, data, mask, burst, responseReady);
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
        var level = Enumerable.Range(0, Lanes).Select(Lane).ToList();
        for (int bit = 0; level.Count > 1; bit++)
        {
            var choice = _wires.Slice(lane, bit, 1);
            level = [.. level.Chunk(2).Select(pair => _wires.Multiplex(choice, pair[1], pair[0]))];
        }

        return level[0];
    }
}
