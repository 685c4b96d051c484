using System.Collections.Immutable;

namespace Accel.Rtl;

/// <summary>What has a fixed width in the hardware interface of a kernel, for those who build it, lie around it and drive it.</summary>
public static class KernelInterface
{
    /// <summary>Bits of <c>member</c>, the number of an entry point; START carries more, and the shells refuse what is above.</summary>
    public const int MemberBits = 8;

    /// <summary>Entry points that have a number.</summary>
    public const int MaximumEntryPoints = 1 << MemberBits;

    /// <summary>Bits of a cell, and of an address of one.</summary>
    public const int CellBits = 32;

    /// <summary>The ports that every kernel has besides <c>clk</c> and <c>rst</c>.</summary>
    public static ImmutableArray<string> RequiredPorts { get; } =
    [
        "start", "member", "busy", "done", "mem_req_valid", "mem_req_ready", "mem_req_write", "mem_req_address", "mem_req_data",
        "mem_rsp_valid", "mem_rsp_ready", "mem_rsp_data",
    ];

    /// <summary>All that a port of a kernel may be called, clock and reset included.</summary>
    public static ImmutableArray<string> Ports { get; } = ["clk", "rst", .. RequiredPorts, "mem_req_mask", "mem_req_burst"];

    /// <summary>The widest memory port, which is that of AXI.</summary>
    public const int WidestPortBits = 1024;
}
