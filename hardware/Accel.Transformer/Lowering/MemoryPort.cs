using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>
/// The port to SimpleMemory. A state that takes an answer and also makes a request must not let its readiness for the answer depend on
/// the memory's readiness for the request (many memories depend the other way round): then one answer is buffered.
/// </summary>
internal sealed class MemoryPort
{
    private readonly Wires _wires;
    private readonly InputSignal _requestReady, _responseValid;
    private readonly RegisterSignal? _held, _isHeld;
    private readonly Selector _address, _data;
    private readonly List<Signal> _valid = [], _writes = [], _taken = [], _wanted = [];

    public MemoryPort(Wires wires, bool needsBuffer)
    {
        _wires = wires;
        _requestReady = wires.Module.Input("mem_req_ready", 1);
        _responseValid = wires.Module.Input("mem_rsp_valid", 1);
        var data = wires.Module.Input("mem_rsp_data", 32);
        (_address, _data) = (new Selector(wires), new Selector(wires));
        if (needsBuffer)
        {
            _held = wires.Module.Register(32, null, "held_response");
            _isHeld = wires.Module.Register(1, 0, "has_held_response");
            Data = wires.Multiplex(_isHeld, _held, data);
            Data.NameHint = "response";
            IsAnswered = wires.Or(_isHeld, _responseValid)!;
        }
        else
        {
            (Data, IsAnswered) = (data, _responseValid);
        }
    }

    /// <summary>The answer, while <see cref="IsAnswered"/>.</summary>
    public Signal Data { get; }

    /// <summary>An answer is there.</summary>
    public Signal IsAnswered { get; }

    /// <summary>The memory takes a request.</summary>
    public Signal IsReady => _requestReady;

    /// <summary>True when a state of the region both takes an answer and makes a request.</summary>
    public static bool NeedsBuffer(Region region)
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

    /// <summary>A request.</summary>
    /// <param name="when">It is made; does not depend on <see cref="IsReady"/>.</param>
    /// <param name="address">Cell.</param>
    /// <param name="data">What is written, or null for a read.</param>
    public void Request(Signal when, Signal address, Signal? data)
    {
        _valid.Add(when);
        _address.Add(when, address);
        if (data is not null)
        {
            _writes.Add(when);
            _data.Add(when, data);
        }
    }

    /// <summary>A state that takes an answer.</summary>
    /// <param name="wanted">In the state, on the path.</param>
    /// <param name="taken">The state is left as well.</param>
    public void Take(Signal wanted, Signal taken)
    {
        _wanted.Add(wanted);
        _taken.Add(taken);
    }

    /// <summary>Connects the port.</summary>
    public void Finish()
    {
        var module = _wires.Module;
        module.Output("mem_req_valid", _wires.OrAll(_valid));
        module.Output("mem_req_write", _wires.OrAll(_writes));
        module.Output("mem_req_address", _address.IsEmpty ? _wires.Constant(0, 32) : _address.Build().Value);
        module.Output("mem_req_data", _data.IsEmpty ? _wires.Constant(0, 32) : _data.Build().Value);
        if (_isHeld is null)
        {
            module.Output("mem_rsp_ready", _wires.OrAll(_wanted));
            return;
        }

        var taken = _wires.OrAll(_taken);
        var arrives = _wires.And(_wires.Not(_isHeld), _responseValid)!;
        module.Output("mem_rsp_ready", _wires.Not(_isHeld));
        module.Drive(_held!, module.Inputs.Single(i => i.Name == "mem_rsp_data"), arrives);
        module.Drive(_isHeld, _wires.And(_wires.Or(_isHeld, arrives), _wires.Not(taken))!);
    }
}
