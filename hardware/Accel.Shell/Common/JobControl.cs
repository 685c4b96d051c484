using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// Starts, watches and stops the kernel: the states of docs/protocol.md's STATUS. The number of the job is up to the caller.
/// In: <c>start</c> with <c>member</c> (8 bits), while not <c>running</c>; <c>reset</c> (RESET); <c>kernel_done</c>; <c>fault</c> with
/// <c>fault_address</c>: the kernel wanted a cell that does not exist. Out: <c>state</c> (0 idle, 1 running, 2 done, 3 faulted),
/// <c>running</c>,
/// <c>cycles_low</c> and <c>cycles_high</c> (from the cycle in which the kernel sees its start to that of its done, both counted; up to now
/// while it runs), <c>detail</c> (the address of the fault), and for the kernel <c>kernel_start</c>, <c>kernel_member</c>,
/// <c>kernel_reset</c>: for a cycle after RESET, and from a fault to the next start. A kernel that has been stopped may still show requests
/// for a cycle: the memory takes them while
/// <c>running</c> only.
/// </summary>
public static class JobControl
{
    internal const int Idle = (int)DeviceState.Idle, Running = (int)DeviceState.Running;
    internal const int Done = (int)DeviceState.Done, Faulted = (int)DeviceState.Faulted;

    /// <summary>Builds it.</summary>
    public static Module Build()
    {
        var c = new Circuit("accel_job_control", "Starts, watches and stops the kernel; counts the cycles of its job.");
        var (start, member, reset) = (c.Input("start"), c.Input("member", KernelInterface.MemberBits), c.Input("reset"));
        var (done, fault, faultAddress) = (c.Input("kernel_done"), c.Input("fault"), c.Input("fault_address", 32));
        var state = c.Register("state", 2, Idle);
        var kernelStart = c.Register("kernel_start", 1, 0);
        var kernelMember = c.Register("kernel_member", KernelInterface.MemberBits);
        var stopped = c.Register("stopped", 1, 0);
        var low = c.Register("cycles_low", 32, 0);
        var high = c.Register("cycles_high", 32, 0);
        var detail = c.Register("detail", 32, 0);
        var running = state.Value.Is(Running).Named("running");

        state.Set(running & done, Done);
        state.Set(running & fault, Faulted);
        state.Set(start, Running);
        state.Set(reset, Idle);
        kernelStart.Set(start);
        kernelMember.Set(start, member);

        stopped.Set(reset);
        detail.Set(running & fault, faultAddress);

        var counted = low.Value.ZeroExtend(33) + 1;
        low.Set(running, counted[..32]);
        low.Set(start, 0);
        high.Set(running & counted[32], high.Value + 1);
        high.Set(start, 0);

        c.Output("state", state);
        c.Output("running", running);
        c.Output("cycles_low", low);
        c.Output("cycles_high", high);
        c.Output("detail", detail);
        c.Output("kernel_start", kernelStart);
        c.Output("kernel_member", kernelMember);
        c.Output("kernel_reset", stopped.Value | state.Value.Is(Faulted));
        return c.Finish();
    }
}
