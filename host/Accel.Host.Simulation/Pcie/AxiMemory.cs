using System.Numerics;
using System.Runtime.InteropServices;
using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// A memory as an AXI4 slave on the <c>m_axi_*</c> ports of a simulated shell. Answers come in order. With jitter every channel makes the
/// master wait at random, and reads and writes take effect as early or as late as AXI allows, so that an ordering that the master only
/// hopes for fails. A burst that no memory of the port's width understands ends the simulation: beats of another size or out of place, a
/// page of 4 kB crossed, WLAST where it does not belong.
/// </summary>
internal sealed class AxiMemory
{
    private const int PageBytes = 4096;

    private readonly ISimulator _s;
    private readonly Memory<uint> _cells;
    private readonly AxiMemoryOptions _options;
    private readonly Random? _random;
    private readonly int _cellsPerBeat;
    private readonly Queue<Burst> _reads = new(), _writes = new();
    private readonly Queue<(ReadBeat Beat, long Due)> _beats = new();
    private readonly Queue<(Burst Burst, long Due)> _answers = new();
    private readonly Queue<WriteBeat> _early = new();
    private readonly int _awReady, _wReady, _bValid, _bResp, _arReady, _rValid, _rData, _rResp, _rLast;
    private readonly int _awValid, _awAddr, _awLen, _awSize, _arSize, _wValid, _wData, _wStrb, _wLast, _bReady, _arValid, _arAddr, _arLen,
        _rReady;
    private bool _takesWrites, _takesData, _takesReads, _showsRead, _showsAnswer;

    internal AxiMemory(ISimulator simulator, Memory<uint> cells, AxiMemoryOptions? options = null)
    {
        (_s, _cells, _options) = (simulator, cells, options ?? new AxiMemoryOptions());
        _random = _options.JitterSeed == 0 ? null : new Random(_options.JitterSeed);
        (_awReady, _wReady, _arReady) = (In("awready"), In("wready"), In("arready"));
        (_bValid, _bResp, _rValid, _rData, _rResp, _rLast) = (In("bvalid"), In("bresp"), In("rvalid"), In("rdata"), In("rresp"), In("rlast"));
        (_awValid, _awAddr, _awLen, _arValid, _arAddr, _arLen) = (Out("awvalid"), Out("awaddr"), Out("awlen"), Out("arvalid"), Out("araddr"), Out("arlen"));
        (_wValid, _wData, _wStrb, _wLast, _bReady, _rReady) = (Out("wvalid"), Out("wdata"), Out("wstrb"), Out("wlast"), Out("bready"), Out("rready"));
        (_awSize, _arSize) = (Out("awsize"), Out("arsize"));
        _cellsPerBeat = simulator.Module.Inputs[_rData].WidthBits / 32;
    }

    /// <summary>Beats that were read and written so far.</summary>
    internal long Reads { get; private set; }

    /// <inheritdoc cref="Reads"/>
    internal long Writes { get; private set; }

    /// <summary>Bursts that were begun so far.</summary>
    internal long Bursts { get; private set; }

    /// <summary>Sets the ports for the next edge.</summary>
    internal void Drive()
    {
        (_takesWrites, _takesData, _takesReads) = (Now(), Now(), Now());
        _s.SetInput(_awReady, _takesWrites ? 1u : 0u);
        _s.SetInput(_wReady, _takesData ? 1u : 0u);
        _s.SetInput(_arReady, _takesReads ? 1u : 0u);
        _showsAnswer = _showsAnswer || (_answers.TryPeek(out var answer) && answer.Due <= _s.Cycle && Now());
        _s.SetInput(_bValid, _showsAnswer ? 1u : 0u);
        _s.SetInput(_bResp, _showsAnswer ? (uint)_answers.Peek().Burst.Response : 0);
        MoveReads();
        _showsRead = _showsRead || (_beats.TryPeek(out var next) && next.Due <= _s.Cycle && Now());
        _s.SetInput(_rValid, _showsRead ? 1u : 0u);
        if (_showsRead)
        {
            var beat = _beats.Peek().Beat;
            _s.SetInput(_rLast, beat.IsLast ? 1u : 0u);
            _s.SetInput(_rResp, (uint)beat.Response);
            if (_cellsPerBeat == 1)
            {
                _s.SetInput(_rData, beat.Cell);
            }
            else
            {
                _s.SetInput(_rData, beat.Data);
            }
        }
    }

    /// <summary>Takes what is transferred on the next edge.</summary>
    internal void Sample()
    {
        if (_takesReads && _s.GetOutput(_arValid) != 0)
        {
            _reads.Enqueue(Begin(_arAddr, _arLen, _arSize, isWrite: false));
        }

        if (_takesWrites && _s.GetOutput(_awValid) != 0)
        {
            _writes.Enqueue(Begin(_awAddr, _awLen, _awSize, isWrite: true));
        }

        if (_takesData && _s.GetOutput(_wValid) != 0)
        {
            _early.Enqueue(new WriteBeat(_s.GetOutputWide(_wData), _s.GetOutputWide(_wStrb), _s.GetOutput(_wLast) != 0));
        }

        if (_showsRead && _s.GetOutput(_rReady) != 0)
        {
            _beats.Dequeue();
            _showsRead = false;
        }

        if (_showsAnswer && _s.GetOutput(_bReady) != 0)
        {
            Apply(_answers.Dequeue().Burst);
            _showsAnswer = false;
        }

        MoveWrites();
    }

    private int In(string port) => _s.InputIndex("m_axi_" + port);

    private int Out(string port) => _s.OutputIndex("m_axi_" + port);

    private void Require(bool holds, string does)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"in cycle {_s.Cycle} the master {does}");
        }
    }

    private bool Now() => _random is null || _random.Next(4) != 0;

    private Burst Begin(int address, int length, int size, bool isWrite)
    {
        ulong first = _s.GetOutput(address) - (ulong)_options.BaseAddress;
        int beats = (int)_s.GetOutput(length) + 1;
        int bytes = 4 * _cellsPerBeat;
        Require(
            (int)_s.GetOutput(size) == BitOperations.Log2((uint)bytes) && first % (ulong)bytes == 0
                && (first % PageBytes) + (ulong)(beats * bytes) <= PageBytes,
            $"{(isWrite ? "writes" : "reads")} {beats} beats of 2^{_s.GetOutput(size)} bytes from byte {first} on; its beats have {bytes} bytes, begin at multiples of them and stay in a page of {PageBytes}");
        Bursts++;
        var response = first / 4 + (ulong)(beats * _cellsPerBeat) > (ulong)_cells.Length ? 3 : _options.Response?.Invoke(isWrite, (long)(first / 4)) ?? 0;
        return new Burst((long)(first / 4), beats, response, _s.Cycle + _options.LatencyCycles, _random is not null && _random.Next(2) == 0);
    }

    // A read takes effect when it was asked for, or at the time of each of its beats.
    private void MoveReads()
    {
        while (_reads.TryPeek(out var burst) && (burst.IsEager || _beats.Count < 2))
        {
            long cell = burst.Cell + ((long)burst.Done * _cellsPerBeat);
            var (one, wide) = Fetch(cell, burst.Response);
            burst.Done++;
            bool last = burst.Done == burst.Beats;
            _beats.Enqueue((new ReadBeat(one, wide, burst.Response, last), burst.Due));
            Reads++;
            if (last)
            {
                _reads.Dequeue();
            }
        }
    }

    private void MoveWrites()
    {
        while (_writes.TryPeek(out var burst) && _early.TryDequeue(out var beat))
        {
            burst.Data.Add(beat);
            Require(beat.IsLast == (burst.Data.Count == burst.Beats),
                $"ends a burst of {burst.Beats} beats with beat {burst.Data.Count}, or does not end it");
            Writes++;
            if (burst.Data.Count < burst.Beats)
            {
                continue;
            }

            // Writes of one master take effect in their order (A5.3), so one that is early takes those before it along.
            if (burst.IsEager)
            {
                foreach (var (earlier, _) in _answers)
                {
                    Apply(earlier);
                }

                Apply(burst);
            }

            _answers.Enqueue((_writes.Dequeue(), _s.Cycle + _options.LatencyCycles));
        }
    }

    private (uint Cell, BigInteger Beat) Fetch(long cell, int response)
    {
        if (response != 0)
        {
            return default;
        }

        return _cellsPerBeat == 1 ? (_cells.Span[(int)cell], default) : (0, new BigInteger(MemoryMarshal.AsBytes(_cells.Span.Slice((int)cell, _cellsPerBeat)), isUnsigned: true));
    }

    private void Apply(Burst burst)
    {
        if (burst.IsApplied || burst.Response != 0)
        {
            return;
        }

        burst.IsApplied = true;
        var cells = _cells.Span;
        int cell = (int)burst.Cell;
        foreach (var beat in burst.Data)
        {
            for (int i = 0; i < _cellsPerBeat; i++, cell++)
            {
                if (!(beat.Strobes >> (4 * i)).IsEven)
                {
                    cells[cell] = (uint)((beat.Data >> (32 * i)) & uint.MaxValue);
                }
            }
        }
    }

    private sealed class Burst(long cell, int beats, int response, long due, bool isEager)
    {
        internal long Cell { get; } = cell;

        internal int Beats { get; } = beats;

        internal int Response { get; } = response;

        internal long Due { get; } = due;

        internal bool IsEager { get; } = isEager;

        internal bool IsApplied { get; set; }

        internal int Done { get; set; }

        internal List<WriteBeat> Data { get; } = [];
    }

    private readonly record struct ReadBeat(uint Cell, BigInteger Data, int Response, bool IsLast);

    private readonly record struct WriteBeat(BigInteger Data, BigInteger Strobes, bool IsLast);
}
