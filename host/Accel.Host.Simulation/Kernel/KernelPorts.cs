using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation;

/// <summary>
/// The ports that every generated kernel has, looked up once. The memory port moves beats of W = 32 * 2^k bits, that is of C = W / 32 cells; an
/// address is that of a beat's first cell, a multiple of C. With C above 1, <c>mem_req_mask</c> (C bits) says which cells of a beat are written.
/// </summary>
internal sealed class KernelPorts
{
    private const int CellBits = 32;

    // What a kernel shows on its memory port between requests means nothing, so nobody may ask whether it is known.
    internal static ImmutableSortedDictionary<string, ImmutableArray<string>> Qualified { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        ["mem_req_address"] = ["mem_req_valid"],
        ["mem_req_write"] = ["mem_req_valid"],
        ["mem_req_data"] = ["mem_req_valid", "mem_req_write"],
        ["mem_req_mask"] = ["mem_req_valid", "mem_req_write"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly ISimulator _simulator;
    private readonly int _start, _member, _requestReady, _responseValid, _responseData;
    private readonly int _done, _requestValid, _requestWrite, _requestAddress, _requestData, _responseReady;
    private readonly int? _requestMask;
    private readonly int? _requestBurst;

    /// <exception cref="ArgumentException">A port is missing, or has another width than its neighbours.</exception>
    internal KernelPorts(ISimulator simulator)
    {
        _simulator = simulator;
        (_start, _member) = (simulator.InputIndex("start"), simulator.InputIndex("member"));
        (_requestReady, _responseValid) = (simulator.InputIndex("mem_req_ready"), simulator.InputIndex("mem_rsp_valid"));
        _responseData = simulator.InputIndex("mem_rsp_data");
        (_done, _responseReady) = (simulator.OutputIndex("done"), simulator.OutputIndex("mem_rsp_ready"));
        (_requestValid, _requestWrite) = (simulator.OutputIndex("mem_req_valid"), simulator.OutputIndex("mem_req_write"));
        (_requestAddress, _requestData) = (simulator.OutputIndex("mem_req_address"), simulator.OutputIndex("mem_req_data"));
        int width = simulator.Module.Inputs[_responseData].WidthBits;
        CellsPerBeat = width / CellBits;
        if (width % CellBits != 0 || !BitOperations.IsPow2(CellsPerBeat) || simulator.Module.Outputs["mem_req_data"].WidthBits != width)
        {
            throw new ArgumentException(
                $"the memory port of {simulator.Module.Name} reads {width} bits and writes {simulator.Module.Outputs["mem_req_data"].WidthBits}: it must be 32 * 2^k bits both ways",
                nameof(simulator));
        }

        _requestBurst = simulator.Module.Outputs.ContainsKey("mem_req_burst") ? simulator.OutputIndex("mem_req_burst") : null;
        _requestMask = CellsPerBeat == 1 ? null : simulator.OutputIndex("mem_req_mask");
    }

    /// <summary>C: 32-bit cells that one request moves.</summary>
    internal int CellsPerBeat { get; }

    /// <summary>Requests that follow the one that is shown, where the kernel announces them.</summary>
    internal ulong? Burst => _requestBurst is { } burst ? _simulator.GetOutput(burst) : null;

    internal bool Done => _simulator.GetOutput(_done) != 0;

    internal bool ResponseReady => _simulator.GetOutput(_responseReady) != 0;

    internal MemoryRequest? Request
    {
        get
        {
            if (_simulator.GetOutput(_requestValid) == 0)
            {
                return null;
            }

            ulong address = _simulator.GetOutput(_requestAddress);
            if (_simulator.GetOutput(_requestWrite) == 0)
            {
                return new MemoryRequest(false, address, 0, null);
            }

            return _requestMask is { } mask
                ? new MemoryRequest(true, address, 0, new MemoryBeat(_simulator.GetOutputWide(_requestData), _simulator.GetOutputWide(mask)))
                : new MemoryRequest(true, address, (uint)_simulator.GetOutput(_requestData), null);
        }
    }

    internal void Start(bool start, int member)
    {
        _simulator.SetInput(_start, start ? 1u : 0u);
        _simulator.SetInput(_member, (ulong)member);
    }

    internal void Requests(bool ready) => _simulator.SetInput(_requestReady, ready ? 1u : 0u);

    internal void Response(bool valid, in MemoryResponse response)
    {
        _simulator.SetInput(_responseValid, valid ? 1u : 0u);
        if (CellsPerBeat == 1)
        {
            _simulator.SetInput(_responseData, response.Cell);
        }
        else
        {
            _simulator.SetInput(_responseData, response.Beat);
        }
    }
}
