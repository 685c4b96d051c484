using Accel.Rtl;

namespace Accel.Shell.Pcie;

/// <summary>
/// Begins, counts and ends jobs. A job has ended when the kernel says so and every transfer that it has begun on the bus is answered; after a fault or
/// RESET the kernel is held in reset until then, for AXI has no way of taking a transfer back. States and codes are those of docs/protocol.md.
/// </summary>
internal sealed class PcieJob
{
    private const int Rest = 0, Run = 1, Ending = 2;
    private const int Idle = 0, Running = 1, Done = 2, Faulted = 3;
    private const int Busy = 4, Unknown = 6, KernelFault = 7;
    private const int CodeBits = 4;

    private readonly Module _m;
    private readonly Gates _g;
    private readonly RegisterSignal _phase, _result, _abort, _start;

    internal PcieJob(Module module)
    {
        (_m, _g) = (module, new Gates(module));
        (_phase, _result) = (module.Register(2, 0, "phase"), module.Register(2, 0, "result"));
        (_abort, _start) = (module.Register(1, 0, "job_abort"), module.Register(1, 0, "job_start"));
        Entry = module.Register(32, 0, "entry");
        Number = module.Register(32, 0, "job");
        Cycles = module.Register(64, 0, "cycles");
        Error = module.Register(CodeBits, 0, "job_error");
        Refused = module.Register(CodeBits, 0, "refused");
        Detail = module.Register(32, 0, "detail");
        State = _g.Mux(Is(_phase, Rest), _result, _g.Const(Running, 2));
    }

    internal RegisterSignal Entry { get; }

    internal RegisterSignal Number { get; }

    internal RegisterSignal Cycles { get; }

    internal RegisterSignal Error { get; }

    internal RegisterSignal Refused { get; }

    internal RegisterSignal Detail { get; }

    internal Signal State { get; }

    /// <summary>Connects it to the registers, and to kernel and master by ports of the module.</summary>
    /// <param name="start">A number is written to the start register.</param>
    /// <param name="number">That number.</param>
    /// <param name="reset">RESET is written.</param>
    /// <param name="hasEnded">High in the cycle in which a job becomes done or faulted.</param>
    internal void Connect(Signal start, Signal number, Signal reset, out Signal hasEnded)
    {
        Signal done = _m.Input("kernel_done", 1), idle = _m.Input("idle", 1), stuck = _m.Input("stuck", 1), next = _m.Input("next_cell", 32);
        Signal fault = _m.Input("fault", 1), code = _m.Input("fault_code", CodeBits), detail = _m.Input("fault_detail", 32);
        Signal running = Is(_phase, Run), ending = Is(_phase, Ending), active = _g.Or(running, ending);

        // START: the last job's number again does nothing; 0 is no job, and the kernel's member port has 8 bits.
        var repeated = _g.Equal(number, Number);
        var unknown = _g.Or(_g.Is(number, 0), _g.Not(_g.Is(_g.Bits(Entry, 8, 24), 0)));
        var begins = _g.And(start, _g.Not(unknown), _g.Not(repeated), _g.Not(active));
        var refusal = _g.Mux(unknown, Code(Unknown), _g.Mux(_g.And(active, _g.Not(repeated)), Code(Busy), Code(0)));
        _m.Drive(Refused, _g.Mux(reset, Code(0), refusal), _g.Or(start, reset));

        var missing = _g.And(ending, stuck, _g.Not(_abort));
        var fails = _g.And(_g.Or(_g.And(active, fault), missing), _g.Not(_abort));
        var ended = _g.And(ending, idle, _g.Not(fails), _g.Not(reset));
        hasEnded = _g.And(ended, _g.Not(Is(_result, Idle)));

        var phase = _g.Mux(ended, _g.Const(Rest, 2), _g.Mux(_g.And(running, _g.Or(done, fails)), _g.Const(Ending, 2), _phase));
        phase = _g.Mux(begins, _g.Const(Run, 2), phase);
        _m.Drive(_phase, _g.Mux(reset, _g.Const(Ending, 2), phase));
        var result = _g.Mux(fails, _g.Const(Faulted, 2), _g.Mux(_g.And(running, done), _g.Const(Done, 2), _result));
        _m.Drive(_result, _g.Mux(reset, _g.Const(Idle, 2), result));
        _m.Drive(_abort, _g.Or(reset, fails, _g.And(_abort, _g.Not(ended))));
        _m.Drive(_start, _g.And(begins, _g.Not(reset)));

        var clears = _g.Or(reset, begins);
        _m.Drive(Number, _g.Mux(reset, _g.Const(0, 32), _g.Mux(begins, number, Number)));
        _m.Drive(Cycles, _g.Mux(clears, _g.Const(0, 64), _g.Plus(Cycles, 1)), _g.Or(clears, _g.And(active, _g.Not(Is(_result, Idle))), running));
        _m.Drive(Error, _g.Mux(clears, Code(0), _g.Mux(fault, code, Code(KernelFault))), _g.Or(clears, fails));
        _m.Drive(Detail, _g.Mux(clears, _g.Const(0, 32), _g.Mux(fault, detail, next)), _g.Or(clears, fails));

        _m.Output("kernel_start", _start);
        _m.Output("kernel_member", _g.Bits(Entry, 0, 8));
        _m.Output("abort", _abort);
        _m.Output("finish", ending);
    }

    private Signal Is(Signal a, int value) => _g.Is(a, value);

    private Signal Code(int code) => _g.Const(code, CodeBits);
}
