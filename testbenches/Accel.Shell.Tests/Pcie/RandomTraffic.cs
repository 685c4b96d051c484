using System.Numerics;
using Accel.Host.Simulation.Pcie;
using Accel.Rtl.Simulation;
using Accel.Shell.Pcie;
using Accel.Shell.Tests.Axi;

namespace Accel.Shell.Tests.Pcie;

/// <summary>
/// Plays a kernel on the master's port: random reads and writes of a few pages, announced and not, that often touch the same cells, and
/// takes each answer for wrong that is not what the requests before it have left in the memory.
/// </summary>
internal sealed class RandomTraffic
{
    private const int BurstBits = 10;
    private const int MemoryCells = 4096;

    private readonly int _cells;
    private readonly Random _random;

    // One that asks more slowly than the bus answers finds answers to announced requests waiting.
    private readonly bool _isSlow;
    private readonly ISimulator _s;
    private readonly AxiMemory _memory;
    private readonly AxiChecker _checker;
    private readonly AxiPorts _ports;
    private readonly uint[] _device = new uint[MemoryCells];
    private readonly uint[] _expected = new uint[MemoryCells];
    private readonly HashSet<(int Cell, uint Value)> _written = [];
    private readonly Queue<BigInteger> _answers = new();
    private (bool Write, int Address, int Follow, BigInteger Data, int Mask)? _request;
    private int _left;

    internal RandomTraffic(int cellsPerBeat, int seed)
    {
        (_cells, _random, _isSlow) = (cellsPerBeat, new Random(seed), seed % 2 == 1);
        _s = Simulator.Create(AxiMaster.Build(cellsPerBeat, BurstBits, new AxiMasterOptions { MemoryCells = MemoryCells }));
        _memory = new AxiMemory(_s, _device, new AxiMemoryOptions { JitterSeed = seed % 3 == 0 ? 0 : seed, LatencyCycles = _random.Next(1, 40) });
        (_ports, _checker) = (new AxiPorts(_s, "m_axi_"), new AxiChecker(4 * cellsPerBeat));
        _s.Reset(2);
    }

    internal long LongestBurst { get; private set; }

    internal AxiMemory Memory => _memory;

    /// <summary>Makes requests for some cycles, waits for their end, and compares the memory.</summary>
    internal void Run(int cycles)
    {
        for (int i = 0; i < cycles || _left > 0 || _request is not null; i++)
        {
            Step(mayBegin: i < cycles);
        }

        for (int i = 0; _s.GetOutput("idle") == 0 || _answers.Count > 0; i++)
        {
            Assert.True(i < 10_000, "the master does not come to rest");
            Step(mayBegin: false);
        }

        _checker.End();
        Assert.Empty(_checker.Violations);
        Assert.Equal(_expected, _device);
    }

    /// <summary>Resets the kernel's side in the middle of whatever goes on, and waits for the bus to be quiet.</summary>
    internal void Abort()
    {
        (_request, _left) = (null, 0);
        _answers.Clear();
        _s.SetInput("mem_req_valid", 0);
        _s.SetInput("abort", 1);
        for (int i = 0; i == 0 || _s.GetOutput("idle") == 0; i++)
        {
            Assert.True(i < 10_000, "the master does not come to rest");
            Edge();
        }

        _s.SetInput("abort", 0);
        _checker.End();
        Assert.Empty(_checker.Violations);

        // What was requested last may have been written or not, but nothing else.
        for (int cell = 0; cell < _device.Length; cell++)
        {
            Assert.True(_device[cell] == 0 || _written.Contains((cell, _device[cell])), $"cell {cell} holds {_device[cell]:X8}, which nobody has written there");
        }

        _device.CopyTo(_expected, 0);
    }

    internal void Step(bool mayBegin)
    {
        if (_request is null && (_left > 0 || mayBegin) && (_isSlow ? _random.Next(3) == 0 : _random.Next(5) != 0))
        {
            _request = Next();
        }

        var request = _request;
        _s.SetInput("mem_req_valid", request is null ? 0u : 1u);
        if (request is { } shown)
        {
            _s.SetInput("mem_req_write", shown.Write ? 1u : 0u);
            _s.SetInput("mem_req_address", (uint)shown.Address);
            _s.SetInput("mem_req_data", shown.Data);
            _s.SetInput("mem_req_burst", (uint)shown.Follow);
            if (_cells > 1)
            {
                _s.SetInput("mem_req_mask", (uint)shown.Mask);
            }
        }

        bool takes = _random.Next(4) != 0;
        _s.SetInput("mem_rsp_ready", takes ? 1u : 0u);
        if (takes && _s.GetOutput("mem_rsp_valid") != 0)
        {
            Assert.True(_answers.TryDequeue(out var expected), "an answer to no request");
            Assert.Equal(expected, _s.GetOutputWide("mem_rsp_data"));
        }

        if (request is { } taken && _s.GetOutput("mem_req_ready") != 0)
        {
            Apply(taken);
            (_left, _request) = (taken.Follow, null);
            (_lastWrite, _lastAddress) = (taken.Write, taken.Address);
        }

        Edge();
    }

    private bool _lastWrite;
    private int _lastAddress;

    private void Edge()
    {
        _memory.Drive();
        var sample = _ports.Now();
        _checker.Sample(sample);
        LongestBurst = Math.Max(LongestBurst, sample.Ar.Valid ? sample.Ar.Length + 1 : 0);
        Assert.Equal(0u, _s.GetOutput("fault"));
        _memory.Sample();
        _s.Step();
    }

    private (bool, int, int, BigInteger, int) Next()
    {
        bool write = _left > 0 ? _lastWrite : _random.Next(2) == 0;
        int address = _left > 0 ? _lastAddress + _cells : Begin();
        int most = ((MemoryCells - address) / _cells) - 1;
        int follow = _left > 0 ? _left - 1 : _random.Next(3) switch { 0 => 0, 1 => Math.Min(most, _random.Next(20)), _ => Math.Min(most, _random.Next(600)) };
        var data = new BigInteger(Enumerable.Range(0, 4 * _cells).Select(_ => (byte)_random.Next(256)).ToArray(), isUnsigned: true);
        return (write, address, follow, data, _cells == 1 ? 1 : _random.Next(1 << Math.Min(_cells, 30)));
    }

    // Half of all requests crowd on 16 beats around a page's end.
    private int Begin() => _cells * (_random.Next(2) == 0 ? (1024 / _cells) - 8 + _random.Next(16) : _random.Next(MemoryCells / _cells));

    private void Apply((bool Write, int Address, int Follow, BigInteger Data, int Mask) r)
    {
        BigInteger beat = 0;
        for (int i = 0; i < _cells; i++)
        {
            if (r.Write && (r.Mask >> i & 1) != 0)
            {
                _expected[r.Address + i] = (uint)((r.Data >> (32 * i)) & uint.MaxValue);
                _written.Add((r.Address + i, _expected[r.Address + i]));
            }

            beat |= (BigInteger)_expected[r.Address + i] << (32 * i);
        }

        if (!r.Write)
        {
            _answers.Enqueue(beat);
        }
    }
}
