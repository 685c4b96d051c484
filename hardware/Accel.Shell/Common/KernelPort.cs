using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// A kernel, the memory beside it and the control of its jobs, put together in a shell. What the host wants of the memory is connected
/// later.
/// </summary>
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
        int width = kernel.Outputs[KernelInterface.RequestData].WidthBits;
        memory = new KernelPort(c, memoryCells);
        var (done, fault, faultAddress) = (c.Later("kernel_done"), c.Later("fault"), c.Later("fault_address", 32));
        var control = c.Instance(
            "jobs", JobControl.Build(), ("start", job.Start), ("member", job.Member), ("reset", job.Reset),
            ("kernel_done", done), ("fault", fault), ("fault_address", faultAddress));
        var (ready, valid, data) = (c.Later(KernelInterface.RequestReady), c.Later(KernelInterface.ResponseValid),
            c.Later(KernelInterface.ResponseData, width));
        var k = c.Instance(
            "kernel", kernel, control["kernel_reset"], (KernelInterface.Start, control["kernel_start"]),
            (KernelInterface.Member, control["kernel_member"]),
            (KernelInterface.RequestReady, ready), (KernelInterface.ResponseValid, valid), (KernelInterface.ResponseData, data));
        (string, Bits)[] mask = k.Has(KernelInterface.RequestMask) ? [(KernelInterface.RequestMask, k[KernelInterface.RequestMask])] : [];
        var m = c.Instance(
            "memory", OnChipMemory.Build(memoryCells, width / KernelInterface.CellBits),
            [("host_valid", memory._valid), ("host_write", memory._write), ("host_address", memory._address), ("host_data", memory._data),
            ("running", control["running"]), (KernelInterface.RequestValid, k[KernelInterface.RequestValid]),
            (KernelInterface.RequestWrite, k[KernelInterface.RequestWrite]),
            (KernelInterface.RequestAddress, k[KernelInterface.RequestAddress]),
            (KernelInterface.RequestData, k[KernelInterface.RequestData]),
            (KernelInterface.ResponseReady, k[KernelInterface.ResponseReady]),
            .. mask]);
        foreach (var (later, driver) in (ReadOnlySpan<(Bits, Bits)>)
            [(done, k[KernelInterface.Done]), (fault, m["fault"]), (faultAddress, m["fault_address"]),
                (ready, m[KernelInterface.RequestReady]), (valid, m[KernelInterface.ResponseValid]),
                (data, m[KernelInterface.ResponseData])])
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
