using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>
/// Serves a kernel's memory port from a memory behind AXI4 (AMBA AXI and ACE Protocol Specification, ARM IHI 0022). What <c>mem_req_burst</c> announces
/// becomes INCR bursts, cut where the address is a multiple of 256 beats or of 4 kB; other requests are bursts of one beat. Reads are pipelined and answered in order;
/// reads wait for writes that touch the same cells, and the other way round. Transactions that were begun are always ended, also when the kernel is reset.
/// </summary>
/// <remarks>
/// Beside the ports of both sides: <c>finish</c> (the kernel has ended: what it has asked for is carried out), <c>abort</c> (the kernel is held in reset: requests
/// are dropped, a write burst that was begun is filled with beats that write nothing, answers are dropped), <c>idle</c> (nothing is under way), <c>stuck</c>
/// (announced requests are missing), and <c>fault</c> with <c>fault_code</c> (docs/protocol.md, section 5) and <c>fault_detail</c>, a cell.
/// </remarks>
internal sealed class AxiMaster
{
    private const int OutOfRange = 3, KernelFault = 7;
    private const int RequestsQueued = 2, AnswersQueued = 4, OwedBits = 10;

    private readonly Module _m = new("accel_axi_master");
    private readonly Gates _g;
    private readonly AxiMasterOptions _options;
    private readonly int _cells, _laneBits, _burstBits;
    private readonly int _lengthBits;
    private readonly InputSignal _finish, _abort;
    private readonly RegisterSignal _left, _leftWrites, _next;
    private readonly List<(Signal When, Signal Code, Signal Detail)> _faults = [];

    private AxiMaster(int cellsPerBeat, int burstBits, AxiMasterOptions options)
    {
        options.Require(cellsPerBeat);
        (_g, _options, _cells, _burstBits) = (new Gates(_m), options, cellsPerBeat, burstBits);
        _laneBits = BitOperations.Log2((uint)cellsPerBeat);
        _lengthBits = Math.Min(8, 10 - _laneBits);
        (_finish, _abort) = (_m.Input("finish", 1), _m.Input("abort", 1));
        (_left, _leftWrites, _next) = (_m.Register(_lengthBits, 0, "left"), _m.Register(1, null, "left_writes"), _m.Register(32, null, "next_cell"));
        _m.Summary = $"AXI4 memory master of a kernel: beats of {32 * cellsPerBeat} bits, bursts of at most {1 << _lengthBits} beats.";
    }

    /// <summary>Makes the module.</summary>
    /// <param name="cellsPerBeat">C: cells of the kernel's memory port.</param>
    /// <param name="burstBits">Width of <c>mem_req_burst</c>; 0 for a kernel that announces nothing.</param>
    /// <param name="options">What the memory is like.</param>
    internal static Module Build(int cellsPerBeat, int burstBits, AxiMasterOptions options)
    {
        var master = new AxiMaster(cellsPerBeat, burstBits, options);
        master.Connect();
        return master._m;
    }

    private void Connect()
    {
        var valid = _m.Input("mem_req_valid", 1);
        List<Signal> fields = [_m.Input("mem_req_write", 1), _m.Input("mem_req_address", 32), _m.Input("mem_req_data", 32 * _cells)];
        fields.Add(_cells > 1 ? _m.Input("mem_req_mask", _cells) : _g.One);
        fields.Add(_burstBits > 0 ? _m.Input("mem_req_burst", _burstBits) : _g.Zero);
        var requests = new Fifo(_m, "requests", RequestsQueued, fields.Sum(f => f.WidthBits));
        var owed = _m.Register(OwedBits, 0, "owed");
        var ending = _g.Or(_finish, _abort);
        var ready = _g.And(requests.NotFull, _g.Not(ending), _g.Not(_g.Is(owed, (1 << OwedBits) - 1)));
        var request = Head(requests.Head, fields);

        var read = new AxiChannel(_m, "m_axi_ar");
        var write = new AxiChannel(_m, "m_axi_aw");
        var data = new AxiChannel(_m, "m_axi_w");
        OpenBursts reads = new(_m, "reads", _options.Outstanding), writes = new(_m, "writes", _options.Outstanding);

        // What the request at the head of the queue wants, and whether it is carried out in this cycle.
        var covered = _g.Not(_g.Is(_left, 0));
        var present = _g.And(requests.NotEmpty, _g.Not(_abort));
        var good = _g.And(present, _g.Not(Bad(request, covered, present)));
        var length = Length(request);
        var last = LastCell(request.Address, length);
        var newRead = _g.And(read.IsFree, reads.HasRoom, _g.Not(writes.Touches(request.Address, last)));
        var newWrite = _g.And(write.IsFree, writes.HasRoom, _g.Not(reads.Touches(request.Address, last)));
        var readGoes = _g.And(good, _g.Not(request.Write), _g.Or(covered, newRead));
        var writeGoes = _g.And(good, request.Write, data.IsFree, _g.Or(covered, newWrite));
        var readBegins = _g.And(readGoes, _g.Not(covered));
        var writeBegins = _g.And(writeGoes, _g.Not(covered));
        requests.Connect(_g.And(valid, ready), Joined(fields), _g.Or(readGoes, writeGoes, _g.And(_abort, requests.NotEmpty)));

        // The rest of a burst: requests that are still to come, or beats without strobes in their place.
        var fill = _g.And(_abort, covered, _leftWrites, data.IsFree);
        var begins = _g.Or(readBegins, writeBegins);
        var counted = _g.Mux(_g.Or(readGoes, writeGoes, fill), _g.Plus(_left, -1), _g.Mux(_g.And(_abort, _g.Not(_leftWrites)), _g.Const(0, _lengthBits), _left));
        _m.Drive(_left, _g.Mux(begins, length, _g.Mux(covered, counted, _left)));
        _m.Drive(_leftWrites, request.Write, begins);
        _m.Drive(_next, _g.Plus(request.Address, _cells), _g.Or(readGoes, writeGoes));

        Address(read, readBegins, request.Address, length);
        Address(write, writeBegins, request.Address, length);
        data.Connect(
            _g.Or(writeGoes, fill),
            ("data", request.Data),
            ("strb", _g.Mux(writeGoes, Strobes(request.Mask), _g.Const(0, 4 * _cells))),
            ("last", _g.Mux(covered, _g.Is(_left, 1), _g.Is(length, 0))));

        var answered = Answers(reads, out var answers, out var readAnswered);
        reads.Connect(readBegins, request.Address, last, readAnswered);
        writes.Connect(writeBegins, request.Address, last, WriteAnswered(writes));
        var offered = _g.And(answers.NotEmpty, _g.Not(_g.Is(owed, 0)), _g.Not(ending));
        var given = _g.And(offered, _m.Input("mem_rsp_ready", 1));
        answers.Connect(answered, RData, _g.Or(given, _g.And(ending, answers.NotEmpty)));
        _g.Count(owed, _g.And(valid, ready, _g.Not(fields[0])), given, ending);

        _m.Output("mem_req_ready", ready);
        _m.Output("mem_rsp_valid", offered);
        _m.Output("mem_rsp_data", answers.Head);
        _m.Output("idle", _g.Not(_g.Or(requests.NotEmpty, covered, read.Valid, write.Valid, data.Valid, reads.Any, writes.Any, answers.NotEmpty)));
        _m.Output("stuck", _g.And(covered, _g.Not(requests.NotEmpty)));
        _m.Output("next_cell", _next);
        OutputFault();
    }

    private InputSignal RData { get; set; } = null!;

    private Signal Joined(List<Signal> fields) => _g.Join([.. fields]);

    private Request Head(Signal word, List<Signal> fields)
    {
        var parts = new Signal[fields.Count];
        int offset = word.WidthBits;
        for (int i = 0; i < parts.Length; i++)
        {
            offset -= fields[i].WidthBits;
            parts[i] = _g.Bits(word, offset, fields[i].WidthBits);
        }

        return new Request(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    // A request that no bus must see: beyond the memory, not the first cell of a beat, or another one than was announced.
    private Signal Bad(Request request, Signal covered, Signal present)
    {
        var outside = _options.MemoryCells < 1L << 32 ? _g.Not(_g.Less(request.Address, _g.Const(_options.MemoryCells, 32))) : _g.Zero;
        var askew = _laneBits == 0 ? _g.Zero : _g.Not(_g.Is(_g.Bits(request.Address, 0, _laneBits), 0));
        var broken = _g.And(covered, _g.Not(_g.And(_g.Equal(request.Write, _leftWrites), _g.Equal(request.Address, _next))));
        var bad = _g.Or(outside, askew, broken);
        _faults.Add((_g.And(present, bad), _g.Mux(outside, _g.Const(OutOfRange, 4), _g.Const(KernelFault, 4)), request.Address));
        return bad;
    }

    // Beats behind the first one: what is announced, but not beyond the block of 256 beats or 4 kB that the first one lies in.
    private Signal Length(Request request)
    {
        var room = _g.Not(_g.Bits(request.Address, _laneBits, _lengthBits));
        int width = Math.Max(request.Burst.WidthBits, _lengthBits);
        return _g.Bits(_g.Min(_g.Wide(request.Burst, width), _g.Wide(room, width)), 0, _lengthBits);
    }

    // The burst's last cell; no carry leaves the block.
    private Signal LastCell(Signal address, Signal length)
    {
        int blockBits = _laneBits + _lengthBits;
        var beat = _g.Add(_g.Bits(address, _laneBits, _lengthBits), length);
        var high = _g.Bits(address, blockBits, 32 - blockBits);
        return _laneBits == 0 ? _g.Join(high, beat) : _g.Join(high, beat, _g.Const(-1, _laneBits));
    }

    private void Address(AxiChannel channel, Signal load, Signal cell, Signal length)
    {
        var bytes = _g.Join(_g.Wide(cell, Math.Max(32, _options.AddressBits - 2)), _g.Const(0, 2));
        var address = _g.Add(_g.Wide(bytes, _options.AddressBits), _g.Const(_options.BaseAddress, _options.AddressBits));
        channel.Connect(load, ("addr", address), ("len", _g.Wide(length, 8)));
        channel.Fixed("size", 2 + _laneBits, 3);
        channel.Fixed("burst", 1, 2); // INCR
        channel.Fixed("cache", 3, 4); // normal, non-cacheable, bufferable
        channel.Fixed("prot", 0, 3);
    }

    private Signal Strobes(Signal mask)
        => _g.Join([.. Enumerable.Range(0, 4 * _cells).Reverse().Select(b => _g.Bits(mask, b / 4, 1))]);

    private Signal Answers(OpenBursts reads, out Fifo answers, out Signal readAnswered)
    {
        var valid = _m.Input("m_axi_rvalid", 1);
        RData = _m.Input("m_axi_rdata", 32 * _cells);
        var response = _m.Input("m_axi_rresp", 2);
        var last = _m.Input("m_axi_rlast", 1);
        answers = new Fifo(_m, "answers", AnswersQueued, 32 * _cells);
        _m.Output("m_axi_rready", answers.NotFull);
        var taken = _g.And(valid, answers.NotFull);
        readAnswered = _g.And(taken, last);
        AddBusFault(taken, response, reads.Oldest);
        return taken;
    }

    private InputSignal WriteAnswered(OpenBursts writes)
    {
        var valid = _m.Input("m_axi_bvalid", 1);
        AddBusFault(valid, _m.Input("m_axi_bresp", 2), writes.Oldest);
        _m.Output("m_axi_bready", _g.One);
        return valid;
    }

    // SLVERR (10) is a fault of what lies behind the bus, DECERR (11) says that nothing lies at the address.
    private void AddBusFault(Signal taken, Signal response, Signal cell)
        => _faults.Add((_g.And(taken, _g.Bits(response, 1, 1)), _g.Mux(_g.Bits(response, 0, 1), _g.Const(OutOfRange, 4), _g.Const(KernelFault, 4)), cell));

    private void OutputFault()
    {
        Signal fault = _g.Zero, code = _g.Const(0, 4), detail = _g.Const(0, 32);
        foreach (var (when, itsCode, itsDetail) in _faults)
        {
            (fault, code, detail) = (_g.Or(fault, when), _g.Mux(when, itsCode, code), _g.Mux(when, itsDetail, detail));
        }

        _m.Output("fault", fault);
        _m.Output("fault_code", code);
        _m.Output("fault_detail", detail);
    }

    private readonly record struct Request(Signal Write, Signal Address, Signal Data, Signal Mask, Signal Burst);
}
