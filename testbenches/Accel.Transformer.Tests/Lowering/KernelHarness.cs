using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Rtl.Simulation;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Runs a generated kernel beside a memory that is as awkward as the protocol allows: a latency, random refusals, random gaps before
/// answers. It checks the rules: a request does not change until it is taken, cells are in range, nothing is outstanding at the end.
/// </summary>
public sealed class KernelHarness
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> Qualified = new Dictionary<string, ImmutableArray<string>>
    {
        ["mem_req_address"] = ["mem_req_valid"],
        ["mem_req_write"] = ["mem_req_valid"],
        ["mem_req_data"] = ["mem_req_valid", "mem_req_write"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly ISimulator _simulator;
    private readonly Random? _random;
    private readonly int _latency;
    private readonly bool _announcesBursts;
    private (ulong Left, bool IsWrite, ulong Next) _burst;

    public KernelHarness(Module module, int latency = 1, int stallSeed = 0, bool checkUninitialised = true)
    {
        _simulator = Simulator.Create(module, new SimulationOptions { CheckUninitialised = checkUninitialised, QualifiedOutputs = Qualified });
        _latency = latency;
        _announcesBursts = module.Outputs.ContainsKey("mem_req_burst");
        _random = stallSeed == 0 ? null : new Random(stallSeed);
        Drive(false, 0, false, false, 0);
        _simulator.Reset(2);
    }

    /// <summary>The memory takes no request while an answer that it has shown is not taken.</summary>
    public bool RefusesWhileAnswersWait { get; init; }

    /// <summary>Bursts that were announced.</summary>
    public int Bursts { get; private set; }

    /// <summary>Runs an entry point on cells, which change; the number of cycles from start (counted) to done (not counted).</summary>
    public int Run(uint[] cells, int member = 0, int bound = 1_000_000)
    {
        Queue<(long Due, uint Data)> answers = new();
        (ulong, ulong, ulong)? pending = null;
        bool waits = false;
        for (int cycle = 0; cycle < bound; cycle++)
        {
            bool ready = (_random is null || _random.Next(3) != 0) && !(RefusesWhileAnswersWait && waits);
            bool valid = answers.TryPeek(out var answer) && answer.Due <= cycle && (_random is null || pending is not null || _random.Next(3) != 0);
            Drive(cycle == 0, member, ready, valid, valid ? answer.Data : 0xDEADBEEF);
            if (_simulator.GetOutput("done") == 1 && cycle > 0)
            {
                Assert.Empty(answers);
                Assert.Null(pending);
                Assert.Equal(0UL, _burst.Left);
                return cycle;
            }

            waits = valid && _simulator.GetOutput("mem_rsp_ready") == 0;
            if (valid && !waits)
            {
                _ = answers.Dequeue();
            }

            pending = TakeRequest(cells, answers, pending, ready, cycle);
            _simulator.Step();
        }

        throw new InvalidOperationException($"not done after {bound} cycles, in {States()}");
    }

    // Each process's state, by the name that waves show as well.
    private string States() => string.Join(", ", _simulator.Module.Signals
        .Where(s => s is { WidthBits: 1, NameHint: { } name } && (name.StartsWith("in_", StringComparison.Ordinal)
            || name.Contains("_in_", StringComparison.Ordinal)) && _simulator.Peek(s).IsOne)
        .Select(static s => s.NameHint));

    private (ulong, ulong, ulong)? TakeRequest(uint[] cells, Queue<(long Due, uint Data)> answers, (ulong, ulong, ulong)? pending, bool ready, int cycle)
    {
        if (_simulator.GetOutput("mem_req_valid") == 0)
        {
            Assert.Null(pending);
            return null;
        }

        bool isWrite = _simulator.GetOutput("mem_req_write") == 1;
        var request = (isWrite ? 1UL : 0, _simulator.GetOutput("mem_req_address"), isWrite ? _simulator.GetOutput("mem_req_data") : 0);
        if (pending is not null)
        {
            Assert.Equal(pending, request);
        }

        if (!ready)
        {
            return request;
        }

        CheckBurst(isWrite, request.Item2);
        Assert.True(request.Item2 < (ulong)cells.Length, $"cycle {cycle}: cell {request.Item2} of {cells.Length}");
        if (isWrite)
        {
            cells[request.Item2] = (uint)request.Item3;
        }
        else
        {
            answers.Enqueue((cycle + _latency, cells[request.Item2]));
        }

        return null;
    }

    // What was announced must come: the same kind of request, for the next cell, one fewer to follow.
    private void CheckBurst(bool isWrite, ulong cell)
    {
        ulong follow = _announcesBursts ? _simulator.GetOutput("mem_req_burst") : 0;
        if (_burst.Left > 0)
        {
            Assert.Equal((_burst.Left - 1, _burst.IsWrite, _burst.Next), (follow, isWrite, cell));
        }

        Bursts += follow > 0 && _burst.Left == 0 ? 1 : 0;
        _burst = (follow, isWrite, cell + 1);
    }

    private void Drive(bool start, int member, bool ready, bool valid, uint data)
    {
        _simulator.SetInput("start", start ? 1UL : 0);
        _simulator.SetInput("member", (ulong)member);
        _simulator.SetInput("mem_req_ready", ready ? 1UL : 0);
        _simulator.SetInput("mem_rsp_valid", valid ? 1UL : 0);
        _simulator.SetInput("mem_rsp_data", data);
    }
}
