using System.Collections.Immutable;
using System.Numerics;
using Accel.Interfaces;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Bench;

/// <summary>
/// The ports that every generated kernel has, looked up once. The memory port moves beats of W = 32 * 2^k bits, that is of C = W / 32
/// cells; an address is that of a beat's first cell, a multiple of C. With C above 1, <c>mem_req_mask</c> (C bits) says which cells of a
/// beat are written.
/// </summary>
internal sealed class KernelPorts
{
    private const int CellBits = KernelInterface.CellBits;

    // What a kernel shows on its memory port between requests means nothing, so nobody may ask whether it is known.
    internal static ImmutableSortedDictionary<string, ImmutableArray<string>> Qualified { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        [KernelInterface.RequestAddress] = [KernelInterface.RequestValid],
        [KernelInterface.RequestWrite] = [KernelInterface.RequestValid],
        [KernelInterface.RequestData] = [KernelInterface.RequestValid, KernelInterface.RequestWrite],
        [KernelInterface.RequestMask] = [KernelInterface.RequestValid, KernelInterface.RequestWrite],
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
        (_start, _member) = (simulator.InputIndex(KernelInterface.Start), simulator.InputIndex(KernelInterface.Member));
        _requestReady = simulator.InputIndex(KernelInterface.RequestReady);
        _responseValid = simulator.InputIndex(KernelInterface.ResponseValid);
        _responseData = simulator.InputIndex(KernelInterface.ResponseData);
        (_done, _responseReady) = (simulator.OutputIndex(KernelInterface.Done), simulator.OutputIndex(KernelInterface.ResponseReady));
        _requestValid = simulator.OutputIndex(KernelInterface.RequestValid);
        _requestWrite = simulator.OutputIndex(KernelInterface.RequestWrite);
        _requestAddress = simulator.OutputIndex(KernelInterface.RequestAddress);
        _requestData = simulator.OutputIndex(KernelInterface.RequestData);
        int width = simulator.Module.Inputs[_responseData].WidthBits;
        int written = simulator.Module.Outputs[KernelInterface.RequestData].WidthBits;
        CellsPerBeat = width / CellBits;
        if (width % CellBits != 0 || !BitOperations.IsPow2(CellsPerBeat) || written != width)
        {
            throw new ArgumentException(
                $"the memory port of {simulator.Module.Name} reads {width} bits and writes {written}: it must be 32 * 2^k bits both ways",
                nameof(simulator));
        }

        _requestBurst = simulator.Module.Outputs.ContainsKey(KernelInterface.RequestBurst)
            ? simulator.OutputIndex(KernelInterface.RequestBurst) : null;
        _requestMask = CellsPerBeat == 1 ? null : simulator.OutputIndex(KernelInterface.RequestMask);
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
