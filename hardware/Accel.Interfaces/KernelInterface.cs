using System.Collections.Immutable;

namespace Accel.Interfaces;

/// <summary>The hardware interface of a kernel (ARCHITECTURE.md), for those who build it, lie around it and drive it: what its ports are
/// called, and what has a fixed width.</summary>
public static class KernelInterface
{
    /// <summary>The clock, of which the rising edge counts.</summary>
    public const string Clock = "clk";

    /// <summary>Synchronous reset, high.</summary>
    public const string Reset = "rst";

    /// <summary>In: high for a cycle to run an entry point.</summary>
    public const string Start = "start";

    /// <summary>In: which one.</summary>
    public const string Member = "member";

    /// <summary>Out: a run goes on.</summary>
    public const string Busy = "busy";

    /// <summary>Out: high for one cycle when a run has ended.</summary>
    public const string Done = "done";

    /// <summary>Out: a request is shown.</summary>
    public const string RequestValid = "mem_req_valid";

    /// <summary>In: the memory takes it.</summary>
    public const string RequestReady = "mem_req_ready";

    /// <summary>Out: it writes.</summary>
    public const string RequestWrite = "mem_req_write";

    /// <summary>Out: its cell, on a wide port the first of its beat.</summary>
    public const string RequestAddress = "mem_req_address";

    /// <summary>Out: what it writes.</summary>
    public const string RequestData = "mem_req_data";

    /// <summary>Out, of wide ports only: the cells of the beat that are written.</summary>
    public const string RequestMask = "mem_req_mask";

    /// <summary>Out, of kernels with loops over consecutive cells only: requests that follow, each for the cells right behind.</summary>
    public const string RequestBurst = "mem_req_burst";

    /// <summary>In: an answer is there.</summary>
    public const string ResponseValid = "mem_rsp_valid";

    /// <summary>Out: the kernel takes it.</summary>
    public const string ResponseReady = "mem_rsp_ready";

    /// <summary>In: what was read.</summary>
    public const string ResponseData = "mem_rsp_data";

    /// <summary>Bits of <see cref="Member"/>, the number of an entry point; START carries more, and the shells refuse what is
    /// above.</summary>
    public const int MemberBits = 8;

    /// <summary>Entry points that have a number.</summary>
    public const int MaximumEntryPoints = 1 << MemberBits;

    /// <summary>Bits of a cell, and of an address of one.</summary>
    public const int CellBits = 32;

    /// <summary>The widest memory port, which is that of AXI.</summary>
    public const int WidestPortBits = 1024;

    /// <summary>The ports that every kernel has besides clock and reset.</summary>
    public static ImmutableArray<string> RequiredPorts { get; } =
    [
        Start, Member, Busy, Done, RequestValid, RequestReady, RequestWrite, RequestAddress, RequestData, ResponseValid, ResponseReady,
        ResponseData,
    ];

    /// <summary>All that a port of a kernel may be called, clock and reset included.</summary>
    public static ImmutableArray<string> Ports { get; } = [Clock, Reset, .. RequiredPorts, RequestMask, RequestBurst];
}
