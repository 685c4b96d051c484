using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>A kernel, the memory beside it and the control of its jobs, put together in a shell. What the host wants of the memory is connected later.</summary>
internal sealed class KernelPort
{
    private readonly Circuit _c;
    private readonly Bits _valid, _write, _address, _data;

    private KernelPort(Circuit c, int memoryCells)
    {
        _c = c;
        (_valid, _write) = (c.Later("host_valid"), c.Later("host_write"));
        (_address, _data) = (c.Later("host_address", OnChipMemory.AddressWidth(memoryCells)), c.Later("host_data", 32));
    }

    /// <summary>What the host has read.</summary>
    internal Bits Answer { get; private set; }

    /// <summary>Instantiates the three.</summary>
    /// <param name="c">The shell.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="memoryCells">Cells of the memory.</param>
    /// <param name="job">When a job starts and is stopped; START comes with the entry point.</param>
    /// <param name="memory">The host's side of the memory.</param>
    /// <returns>The outputs of <see cref="JobControl"/>.</returns>
    internal static Outputs Connect(Circuit c, Module kernel, int memoryCells, (Bits Start, Bits Reset, Bits Member) job, out KernelPort memory)
    {
        int width = kernel.Outputs["mem_req_data"].WidthBits;
        memory = new KernelPort(c, memoryCells);
        var (done, fault, faultAddress) = (c.Later("kernel_done"), c.Later("fault"), c.Later("fault_address", 32));
        var control = c.Instance(
            "jobs", JobControl.Build(), ("start", job.Start), ("member", job.Member), ("reset", job.Reset),
            ("kernel_done", done), ("fault", fault), ("fault_address", faultAddress));
        var (ready, valid, data) = (c.Later("mem_req_ready"), c.Later("mem_rsp_valid"), c.Later("mem_rsp_data", width));
        var k = c.Instance(
            "kernel", kernel, control["kernel_reset"], ("start", control["kernel_start"]), ("member", control["kernel_member"]),
            ("mem_req_ready", ready), ("mem_rsp_valid", valid), ("mem_rsp_data", data));
        (string, Bits)[] mask = k.Has("mem_req_mask") ? [("mem_req_mask", k["mem_req_mask"])] : [];
        var m = c.Instance(
            "memory", OnChipMemory.Build(memoryCells, width / KernelInterface.CellBits),
            [("host_valid", memory._valid), ("host_write", memory._write), ("host_address", memory._address), ("host_data", memory._data),
            ("running", control["running"]), ("mem_req_valid", k["mem_req_valid"]), ("mem_req_write", k["mem_req_write"]),
            ("mem_req_address", k["mem_req_address"]), ("mem_req_data", k["mem_req_data"]), ("mem_rsp_ready", k["mem_rsp_ready"]),
            .. mask]);
        foreach (var (later, driver) in (ReadOnlySpan<(Bits, Bits)>)
            [(done, k["done"]), (fault, m["fault"]), (faultAddress, m["fault_address"]), (ready, m["mem_req_ready"]), (valid, m["mem_rsp_valid"]), (data, m["mem_rsp_data"])])
            c.Connect(later, driver);
        memory.Answer = m["host_answer"];
        return control;
    }

    /// <summary>Connects what the host wants.</summary>
    internal void Connect(Bits valid, Bits write, Bits address, Bits data)
    {
        _c.Connect(_valid, valid);
        _c.Connect(_write, write);
        _c.Connect(_address, address);
        _c.Connect(_data, data);
    }
}
