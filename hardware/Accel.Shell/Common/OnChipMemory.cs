using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// The device's memory in block RAM, one access a cycle: the host's first, else the kernel's. In, host: <c>host_valid</c>, <c>host_write</c>,
/// <c>host_address</c>, <c>host_data</c>, always taken at once and in range; <c>host_answer</c> is there one cycle after a read.
/// Kernel: the memory port of every generated kernel, 32 bits wide (ARCHITECTURE.md), served while <c>running</c>; an answer is valid one cycle
/// after its request was taken, and waits until the kernel takes it. A request beyond the memory is taken and dropped, and told in the
/// next cycle by <c>fault</c> with <c>fault_address</c>: no later than a kernel that ends with it is done.
/// </summary>
public static class OnChipMemory
{
    /// <summary>Builds it.</summary>
    /// <param name="cells">Cells of 32 bits, at least 2.</param>
    public static Module Build(int cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 2);
        int width = AddressWidth(cells);
        var c = new Circuit("accel_on_chip_memory", $"{cells} cells of 32 bits in block RAM, for the host and the kernel.");
        var host = (Valid: c.Input("host_valid"), Write: c.Input("host_write"), Address: c.Input("host_address", width), Data: c.Input("host_data", 32));
        var running = c.Input("running");
        var kernel = (Valid: c.Input("mem_req_valid"), Write: c.Input("mem_req_write"), Address: c.Input("mem_req_address", 32), Data: c.Input("mem_req_data", 32));
        var taken = c.Input("mem_rsp_ready");
        var answers = new WaitingAnswers(c);

        // Writes wait like reads do: what a kernel has been answered must not depend on what it asked for later.
        var ready = running & ~host.Valid & answers.HasRoom;
        var beyond = Beyond(kernel.Address, cells, width);
        var accepted = kernel.Valid & ready;

        // What a read beyond the memory is answered does not matter: the kernel is stopped.
        var reads = accepted & ~kernel.Write;
        var memory = c.BlockMemory("cells", cells, 32);
        var address = host.Valid.Then(host.Address, kernel.Address[..width]).Named("address");
        c.Write(memory, host.Valid.Then(host.Write, accepted & kernel.Write & ~beyond), address, host.Valid.Then(host.Data, kernel.Data));
        var cell = c.Read(memory, address, host.Valid.Then(~host.Write, reads & ~beyond));
        answers.Connect(running, reads, cell, taken);
        var fault = c.Register("fault_seen", 1, 0);
        var faultAddress = c.Register("address_seen", 32);
        fault.Set(accepted & beyond);
        faultAddress.Set(accepted, kernel.Address);

        c.Output("host_answer", cell);
        c.Output("mem_req_ready", ready);
        c.Output("mem_rsp_valid", answers.IsValid);
        c.Output("mem_rsp_data", answers.Data);
        c.Output("fault", fault);
        c.Output("fault_address", faultAddress);
        return c.Finish();
    }

    /// <summary>Bits of an address inside the memory.</summary>
    public static int AddressWidth(int cells) => BitOperations.Log2((uint)cells - 1) + 1;

    private static Bits Beyond(Bits address, int cells, int width)
    {
        var upper = address[width..].Any();
        return BitOperations.IsPow2(cells) ? upper : upper | ~(address[..width] < address.Circuit.Number(cells, width));
    }
}
