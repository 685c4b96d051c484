using Accel.Interfaces;
using Accel.Shell.Construction;
using static Accel.Shell.Common.ErrorCode;
using static Accel.Shell.Common.JobControl;

namespace Accel.Shell.Pcie;

/// <summary>
/// Begins, counts and ends jobs. A job has ended when the kernel says so and every transfer that it has begun on the bus is answered; after
/// a fault or RESET the kernel is held in reset until then, for AXI has no way of taking a transfer back. States and codes are those of
/// docs/protocol.md.
/// </summary>
internal sealed class PcieJob
{
    private const int Rest = 0, Run = 1, Ending = 2;
    private const int CodeBits = 4;

    private readonly Circuit _c;
    private readonly Reg _phase, _result, _abort, _start;

    internal PcieJob(Circuit c)
    {
        _c = c;
        (_phase, _result) = (c.Register("phase", 2, Rest), c.Register("result", 2, Idle));
        (_abort, _start) = (c.Register("job_abort", 1, 0), c.Register("job_start", 1, 0));
        Entry = c.Register("entry", 32, 0);
        Number = c.Register("job", 32, 0);
        Cycles = c.Register("cycles", 64, 0);
        Error = c.Register("job_error", CodeBits, 0);
        Refused = c.Register("refused", CodeBits, 0);
        Detail = c.Register("detail", 32, 0);
        State = _phase.Value.Is(Rest).Then(_result, c.Number(Running, 2));
    }

    internal Reg Entry { get; }

    internal Reg Number { get; }

    internal Reg Cycles { get; }

    internal Reg Error { get; }

    internal Reg Refused { get; }

    internal Reg Detail { get; }

    internal Bits State { get; }

    /// <summary>Connects it to the registers, and to kernel and master by ports of the module.</summary>
    /// <param name="start">A number is written to the start register.</param>
    /// <param name="number">That number.</param>
    /// <param name="reset">RESET is written.</param>
    /// <param name="hasEnded">High in the cycle in which a job becomes done or faulted.</param>
    internal void Connect(Bits start, Bits number, Bits reset, out Bits hasEnded)
    {
        Bits done = _c.Input("kernel_done"), idle = _c.Input("idle"), stuck = _c.Input("stuck"), next = _c.Input("next_cell", 32);
        Bits fault = _c.Input("fault"), code = _c.Input("fault_code", CodeBits), detail = _c.Input("fault_detail", 32);
        Bits running = _phase.Value.Is(Run), ending = _phase.Value.Is(Ending), active = running | ending;

        // START: the last job's number again does nothing; 0 is no job, and the kernel's member port takes the low bits alone.
        var repeated = number.Is(Number);
        var unknown = number.Is(0) | ~Entry.Value[KernelInterface.MemberBits..].Is(0);
        var begins = start & ~unknown & ~repeated & ~active;
        Refused.Set(start, 0);
        Refused.Set(start & active & ~repeated, Busy);
        Refused.Set(start & unknown, Unknown);
        Refused.Set(reset, 0);

        var missing = ending & stuck & ~_abort.Value;
        var fails = ((active & fault) | missing) & ~_abort.Value;
        var ended = ending & idle & ~fails & ~reset;
        hasEnded = ended & ~_result.Value.Is(Idle);

        _phase.Set(running & (done | fails), Ending);
        _phase.Set(ended, Rest);
        _phase.Set(begins, Run);
        _phase.Set(reset, Ending);
        _result.Set(running & done, Done);
        _result.Set(fails, Faulted);
        _result.Set(reset, Idle);
        _abort.Set(reset | fails | (_abort.Value & ~ended));
        _start.Set(begins & ~reset);

        var clears = reset | begins;
        Number.Set(begins, number);
        Number.Set(reset, 0);
        Cycles.Set((active & ~_result.Value.Is(Idle)) | running, Cycles.Value + 1);
        Cycles.Set(clears, 0);
        Error.Set(fails, fault.Then(code, _c.Number(KernelFault, CodeBits)));
        Error.Set(clears, 0);
        Detail.Set(fails, fault.Then(detail, next));
        Detail.Set(clears, 0);

        _c.Output("kernel_start", _start);
        _c.Output("kernel_member", Entry.Value[..8]);
        _c.Output("abort", _abort);
        _c.Output("finish", ending);
    }
}
