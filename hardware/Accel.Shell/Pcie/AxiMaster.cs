using System.Numerics;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Construction;
using static Accel.Shell.Common.ErrorCode;

namespace Accel.Shell.Pcie;

/// <summary>
/// Serves a kernel's memory port from a memory behind AXI4 (AMBA AXI and ACE Protocol Specification, ARM IHI 0022). What
/// <c>mem_req_burst</c> announces becomes INCR bursts, cut where the address is a multiple of 256 beats or of 4 kB; other requests are
/// bursts of one beat. Reads are pipelined and answered in order; reads wait for writes into the same blocks of 256 beats or 4 kB, and the
/// other way round. Transactions that were begun are always ended, also when the kernel is reset.
/// </summary>
/// <remarks>
/// Beside the ports of both sides: <c>finish</c> (the kernel has ended: what it has asked for is carried out), <c>abort</c> (the kernel is
/// held in reset: requests are dropped, a write burst that was begun is filled with beats that write nothing, answers are dropped),
/// <c>idle</c> (nothing is under way), <c>stuck</c> (announced requests are missing), and <c>fault</c> with <c>fault_code</c>
/// (docs/protocol.md, section 5) and <c>fault_detail</c>, a cell: in the cycle after it is seen.
/// </remarks>
internal sealed class AxiMaster
{
    private const int RequestsQueued = 2, AnswersQueued = 4, OwedBits = 10;

    private readonly Circuit _c;
    private readonly AxiMasterOptions _options;
    private readonly int _cells, _laneBits, _burstBits;
    private readonly int _lengthBits;
    private readonly Bits _finish, _abort;
    private readonly Reg _left, _leftWrites, _next;
    private readonly List<(Bits When, Bits Code, Bits Detail)> _faults = [];

    private int BlockBits => _laneBits + _lengthBits;

    private AxiMaster(int cellsPerBeat, int burstBits, AxiMasterOptions options)
    {
        options.Require(cellsPerBeat);
        (_options, _cells, _burstBits) = (options, cellsPerBeat, burstBits);
        _laneBits = BitOperations.Log2((uint)cellsPerBeat);
        _lengthBits = Math.Min(8, 10 - _laneBits);
        _c = new Circuit("accel_axi_master", $"AXI4 memory master of a kernel: beats of {32 * cellsPerBeat} bits, bursts of at most {1 << _lengthBits} beats.");
        (_finish, _abort) = (_c.Input("finish"), _c.Input("abort"));
        (_left, _leftWrites, _next) = (_c.Register("left", _lengthBits, 0), _c.Register("left_writes"), _c.Register("next_cell", 32));
    }

    /// <summary>Makes the module.</summary>
    /// <param name="cellsPerBeat">C: cells of the kernel's memory port.</param>
    /// <param name="burstBits">Width of <c>mem_req_burst</c>; 0 for a kernel that announces nothing.</param>
    /// <param name="options">What the memory is like.</param>
    internal static Module Build(int cellsPerBeat, int burstBits, AxiMasterOptions options)
    {
        var master = new AxiMaster(cellsPerBeat, burstBits, options);
        master.Connect();
        return master._c.Finish();
    }

    private void Connect()
    {
        var valid = _c.Input(KernelInterface.RequestValid);
        var asked = Request.OfPort(_c, _cells, _burstBits);
        var word = asked.ToWord();
        var requests = new Fifo(_c, "requests", RequestsQueued, word.Width);
        var owed = _c.Register("owed", OwedBits, 0);
        var ending = _finish | _abort;
        var ready = requests.NotFull & ~ending & ~owed.Value.All();
        var request = asked.FromWord(requests.Head);

        var read = new AxiChannel(_c, "m_axi_ar");
        var write = new AxiChannel(_c, "m_axi_aw");
        var data = new AxiChannel(_c, "m_axi_w");
        OpenBursts reads = new(_c, "reads", _options.Outstanding, BlockBits), writes = new(_c, "writes", _options.Outstanding, BlockBits);

        // What the request at the head of the queue wants, and whether it is carried out in this cycle.
        var covered = ~_left.Value.Is(0);
        var present = requests.NotEmpty & ~_abort;
        var good = present & ~Bad(request, covered, present);
        var length = Length(request);
        var newRead = read.IsFree & reads.HasRoom & ~writes.Touches(request.Address);
        var newWrite = write.IsFree & writes.HasRoom & ~reads.Touches(request.Address);
        var readGoes = good & ~request.Write & (covered | newRead);
        var writeGoes = good & request.Write & data.IsFree & (covered | newWrite);
        var readBegins = readGoes & ~covered;
        var writeBegins = writeGoes & ~covered;
        requests.Connect(valid & ready, word, readGoes | writeGoes | (_abort & requests.NotEmpty));

        // The rest of a burst: requests that are still to come, or beats without strobes in their place.
        var fill = _abort & covered & _leftWrites & data.IsFree;
        var begins = readBegins | writeBegins;
        _left.Set(covered & _abort & ~_leftWrites.Value, 0);
        _left.Set(covered & (readGoes | writeGoes | fill), _left.Value - 1);
        _left.Set(begins, length);
        _leftWrites.Set(begins, request.Write);
        _next.Set(readGoes | writeGoes, request.Address + _cells);

        Address(read, readBegins, request.Address, length);
        Address(write, writeBegins, request.Address, length);
        data.Connect(
            writeGoes | fill,
            ("data", request.Data),
            ("strb", Strobes(request.Mask).When(writeGoes)),
            ("last", covered.Then(_left.Value.Is(1), length.Is(0))));

        var answer = TakeAnswer(reads, out var answers);
        reads.Connect(readBegins, request.Address, answer.Taken & answer.IsLast);
        writes.Connect(writeBegins, request.Address, WriteAnswered(writes));
        var offered = answers.NotEmpty & ~owed.Value.Is(0) & ~ending;
        var given = offered & _c.Input(KernelInterface.ResponseReady);
        answers.Connect(answer.Taken, answer.Data, given | (ending & answers.NotEmpty));
        owed.Count(valid & (ready & ~asked.Write), given);
        owed.Set(ending, 0);

        _c.Output(KernelInterface.RequestReady, ready);
        _c.Output(KernelInterface.ResponseValid, offered);
        _c.Output(KernelInterface.ResponseData, answers.Head);
        _c.Output("idle", ~Circuit.AnyOf([requests.NotEmpty, covered, read.Valid, write.Valid, data.Valid, reads.Any, writes.Any, answers.NotEmpty]));
        _c.Output("stuck", covered & ~requests.NotEmpty);
        _c.Output("next_cell", _next);
        OutputFault();
    }

    // A request that no bus must see: beyond the memory, not the first cell of a beat, or another one than was announced.
    private Bits Bad(Request request, Bits covered, Bits present)
    {
        var never = _c.Number(0, 1);
        var outside = _options.MemoryCells < 1L << 32 ? request.Address >= _c.Number(_options.MemoryCells, 32) : never;
        var askew = _laneBits == 0 ? never : request.Address[.._laneBits].Any();
        var broken = covered & ~(request.Write.Is(_leftWrites) & request.Address.Is(_next));
        var bad = outside | askew | broken;
        _faults.Add((present & bad, Code(outside), request.Address));
        return bad;
    }

    // Beats behind the first one: what is announced, but not beyond the block of 256 beats or 4 kB that the first one lies in.
    private Bits Length(Request request)
    {
        var room = ~request.Address[_laneBits..(_laneBits + _lengthBits)];
        int width = Math.Max(request.Burst.Width, _lengthBits);
        return request.Burst.ZeroExtend(width).Min(room.ZeroExtend(width))[.._lengthBits];
    }

    private void Address(AxiChannel channel, Bits load, Bits cell, Bits length)
    {
        var bytes = _c.Number(0, 2).Below(cell.ZeroExtend(Math.Max(32, _options.AddressBits - 2)));
        var address = bytes[.._options.AddressBits] + _c.Number(_options.BaseAddress, _options.AddressBits);
        channel.Connect(load, ("addr", address), ("len", length.ZeroExtend(8)));
        channel.Fixed("size", 2 + _laneBits, 3);
        channel.Fixed("burst", 1, 2); // INCR
        channel.Fixed("cache", 3, 4); // normal, non-cacheable, bufferable
        channel.Fixed("prot", 0, 3);
    }

    // A strobe for each byte of the cells.
    private Bits Strobes(Bits mask) => Enumerable.Range(0, _cells).Select(cell => mask[cell].SignExtend(4)).Aggregate(static (low, high) => low.Below(high));

    private (Bits Taken, Bits IsLast, Bits Data) TakeAnswer(OpenBursts reads, out Fifo answers)
    {
        var valid = _c.Input("m_axi_rvalid");
        var data = _c.Input("m_axi_rdata", 32 * _cells);
        var response = _c.Input("m_axi_rresp", 2);
        var last = _c.Input("m_axi_rlast");
        answers = new Fifo(_c, "answers", AnswersQueued, 32 * _cells);
        _c.Output("m_axi_rready", answers.NotFull);
        var taken = valid & answers.NotFull;
        AddBusFault(taken, response, reads.Oldest);
        return (taken, last, data);
    }

    private Bits WriteAnswered(OpenBursts writes)
    {
        var valid = _c.Input("m_axi_bvalid");
        AddBusFault(valid, _c.Input("m_axi_bresp", 2), writes.Oldest);
        _c.Output("m_axi_bready", _c.Number(1, 1));
        return valid;
    }

    // SLVERR (10) is a fault of what lies behind the bus, DECERR (11) says that nothing lies at the address.
    private void AddBusFault(Bits taken, Bits response, Bits cell) => _faults.Add((taken & response[1], Code(response[0]), cell));

    private Bits Code(Bits isOutOfRange) => isOutOfRange.Then(_c.Number(OutOfRange, 4), _c.Number(KernelFault, 4));

    private void OutputFault()
    {
        Bits code = _c.Number(0, 4), detail = _c.Number(0, 32);
        foreach (var (when, itsCode, itsDetail) in _faults)
        {
            (code, detail) = (when.Then(itsCode, code), when.Then(itsDetail, detail));
        }

        // A cycle later, which is no later than that it is idle.
        var (seen, codeSeen, detailSeen) = (_c.Register("fault_seen", 1, 0), _c.Register("code_seen", 4), _c.Register("detail_seen", 32));
        seen.Set(Circuit.AnyOf([.. _faults.Select(static f => f.When)]));
        codeSeen.Set(code);
        detailSeen.Set(detail);
        _c.Output("fault", seen);
        _c.Output("fault_code", codeSeen);
        _c.Output("fault_detail", detailSeen);
    }

    private readonly record struct Request(Bits Write, Bits Address, Bits Data, Bits Mask, Bits Burst)
    {
        /// <summary>
        /// What the kernel's port shows; where the port has no mask or no burst, all cells are meant and nothing is announced.
        /// </summary>
        internal static Request OfPort(Circuit c, int cells, int burstBits)
        {
            var (write, address, data) = (c.Input(KernelInterface.RequestWrite), c.Input(KernelInterface.RequestAddress, 32),
                c.Input(KernelInterface.RequestData, 32 * cells));
            return new Request(
                write, address, data, cells > 1 ? c.Input(KernelInterface.RequestMask, cells) : c.Number(1, 1),
                burstBits > 0 ? c.Input(KernelInterface.RequestBurst, burstBits) : c.Number(0, 1));
        }

        /// <summary>One word for a queue.</summary>
        internal Bits ToWord() => Burst.Below(Mask).Below(Data).Below(Address).Below(Write);

        /// <summary>A request like this one, out of such a word.</summary>
        internal Request FromWord(Bits word)
        {
            int mask = Burst.Width, data = mask + Mask.Width, address = data + Data.Width, write = address + Address.Width;
            return new Request(word[write], word[address..write], word[data..address], word[mask..data], word[..mask]);
        }
    }
}
