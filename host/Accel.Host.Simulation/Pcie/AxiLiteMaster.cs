using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// One register access at a time on the <c>s_axil_*</c> ports of a simulated shell. With jitter address and data come at different times,
/// and answers wait.
/// </summary>
internal sealed class AxiLiteMaster
{
    private readonly ISimulator _s;
    private readonly Random? _random;
    private readonly int _awAddr, _awValid, _wData, _wStrb, _wValid, _bReady, _arAddr, _arValid, _rReady;
    private readonly int _awReady, _wReady, _bValid, _bResp, _arReady, _rValid, _rData, _rResp;
    private bool _addressShown, _dataShown, _takesAnswer;
    private Phase _address, _data;
    private AxiLiteAccess? _access;

    internal AxiLiteMaster(ISimulator simulator, int jitterSeed = 0)
    {
        (_s, _random) = (simulator, jitterSeed == 0 ? null : new Random(jitterSeed));
        (_awAddr, _awValid, _wData, _wStrb, _wValid, _bReady) = (In("awaddr"), In("awvalid"), In("wdata"), In("wstrb"), In("wvalid"), In("bready"));
        (_arAddr, _arValid, _rReady) = (In("araddr"), In("arvalid"), In("rready"));
        (_awReady, _wReady, _bValid, _bResp) = (Out("awready"), Out("wready"), Out("bvalid"), Out("bresp"));
        (_arReady, _rValid, _rData, _rResp) = (Out("arready"), Out("rvalid"), Out("rdata"), Out("rresp"));
    }

    internal bool IsIdle => _access is null;

    /// <summary>Begins an access; its answer is there when <see cref="IsIdle"/> is.</summary>
    internal void Begin(AxiLiteAccess access)
    {
        _access = _access is null ? access : throw new InvalidOperationException("an access is under way");
        (_address, _data) = (Phase.Waiting, access.IsWrite ? Phase.Waiting : Phase.Taken);
    }

    internal void Drive()
    {
        bool write = _access is { IsWrite: true };
        _addressShown = _address == Phase.Waiting && _access is not null && (_addressShown || Now());
        _dataShown = _data == Phase.Waiting && _access is not null && (_dataShown || Now());
        _takesAnswer = _access is not null && Now();
        _s.SetInput(_awValid, write && _addressShown ? 1u : 0u);
        _s.SetInput(_wValid, write && _dataShown ? 1u : 0u);
        _s.SetInput(_arValid, !write && _addressShown ? 1u : 0u);
        _s.SetInput(_bReady, write && _takesAnswer ? 1u : 0u);
        _s.SetInput(_rReady, _access is { IsWrite: false } && _takesAnswer ? 1u : 0u);
        if (_access is { } access)
        {
            _s.SetInput(write ? _awAddr : _arAddr, (uint)access.Offset);
            _s.SetInput(_wData, access.Data);
            _s.SetInput(_wStrb, (uint)access.Strobes);
        }
    }

    internal void Sample()
    {
        if (_access is not { } access)
        {
            return;
        }

        if (_addressShown && _s.GetOutput(access.IsWrite ? _awReady : _arReady) != 0)
        {
            (_address, _addressShown) = (Phase.Taken, false);
        }

        if (_dataShown && access.IsWrite && _s.GetOutput(_wReady) != 0)
        {
            (_data, _dataShown) = (Phase.Taken, false);
        }

        if (_takesAnswer && _s.GetOutput(access.IsWrite ? _bValid : _rValid) != 0)
        {
            access.Response = (int)_s.GetOutput(access.IsWrite ? _bResp : _rResp);
            access.Data = access.IsWrite ? access.Data : (uint)_s.GetOutput(_rData);
            _access = null;
        }
    }

    private int In(string port) => _s.InputIndex("s_axil_" + port);

    private int Out(string port) => _s.OutputIndex("s_axil_" + port);

    private bool Now() => _random is null || _random.Next(3) != 0;

    private enum Phase
    {
        Waiting,
        Taken,
    }
}

/// <summary>A read or write of a register.</summary>
internal sealed class AxiLiteAccess(bool isWrite, int offset, uint data = 0, int strobes = 15)
{
    internal bool IsWrite { get; } = isWrite;

    internal int Offset { get; } = offset;

    internal int Strobes { get; } = strobes;

    /// <summary>What is written, or what was read.</summary>
    internal uint Data { get; set; } = data;

    /// <summary>0 OKAY, 2 SLVERR.</summary>
    internal int Response { get; set; }
}
