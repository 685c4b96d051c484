using System.Collections.Immutable;
using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation;

/// <summary>The ports that every generated kernel has, looked up once.</summary>
internal sealed class KernelPorts(ISimulator simulator)
{
    // What a kernel shows on its memory port between requests means nothing, so nobody may ask whether it is known.
    internal static ImmutableSortedDictionary<string, ImmutableArray<string>> Qualified { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        ["mem_req_address"] = ["mem_req_valid"],
        ["mem_req_write"] = ["mem_req_valid"],
        ["mem_req_data"] = ["mem_req_valid", "mem_req_write"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly int _start = simulator.InputIndex("start");
    private readonly int _member = simulator.InputIndex("member");
    private readonly int _requestReady = simulator.InputIndex("mem_req_ready");
    private readonly int _responseValid = simulator.InputIndex("mem_rsp_valid");
    private readonly int _responseData = simulator.InputIndex("mem_rsp_data");
    private readonly int _done = simulator.OutputIndex("done");
    private readonly int _requestValid = simulator.OutputIndex("mem_req_valid");
    private readonly int _requestWrite = simulator.OutputIndex("mem_req_write");
    private readonly int _requestAddress = simulator.OutputIndex("mem_req_address");
    private readonly int _requestData = simulator.OutputIndex("mem_req_data");
    private readonly int _responseReady = simulator.OutputIndex("mem_rsp_ready");

    internal bool Done => simulator.GetOutput(_done) != 0;

    internal bool ResponseReady => simulator.GetOutput(_responseReady) != 0;

    internal MemoryRequest? Request
    {
        get
        {
            if (simulator.GetOutput(_requestValid) == 0)
            {
                return null;
            }

            bool write = simulator.GetOutput(_requestWrite) != 0;
            return new MemoryRequest(write, simulator.GetOutput(_requestAddress), write ? (uint)simulator.GetOutput(_requestData) : 0);
        }
    }

    internal void Start(bool start, int member)
    {
        simulator.SetInput(_start, start ? 1u : 0u);
        simulator.SetInput(_member, (ulong)member);
    }

    internal void Requests(bool ready) => simulator.SetInput(_requestReady, ready ? 1u : 0u);

    internal void Response(bool valid, uint data)
    {
        simulator.SetInput(_responseValid, valid ? 1u : 0u);
        simulator.SetInput(_responseData, data);
    }
}

/// <summary>A request on the memory port; the data of a read is 0.</summary>
internal readonly record struct MemoryRequest(bool IsWrite, ulong Address, uint Data);
