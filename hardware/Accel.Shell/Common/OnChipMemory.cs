using System.Numerics;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// The device's memory in block RAM, one access a cycle: the host's first, else the kernel's. In, host: <c>host_valid</c>,
/// <c>host_write</c>,
/// <c>host_address</c>, <c>host_data</c>, a cell, always taken at once and in range; <c>host_answer</c> is there one cycle after a read.
/// Kernel: the memory port of every generated kernel (ARCHITECTURE.md), of C cells per beat, served while <c>running</c>; an answer is
/// valid one cycle after its request was taken, and waits until the kernel takes it. A request that no memory can serve is taken and
/// dropped, and told in the next cycle by <c>fault</c> with <c>fault_address</c>, no later than a kernel that ends with it is done: a cell
/// beyond the memory or, where C is above 1, one that is not the first of a beat.
/// </summary>
public static class OnChipMemory
{
    /// <summary>Builds it.</summary>
    /// <param name="cells">Cells of 32 bits: a multiple of <paramref name="cellsPerBeat"/>, at least two beats.</param>
    /// <param name="cellsPerBeat">C: cells that a request of the kernel moves, a power of two.</param>
    /// <exception cref="ArgumentException">The memory is not a number of beats.</exception>
    public static Module Build(int cells, int cellsPerBeat = 1)
    {
        Require(cells, cellsPerBeat);
        int width = AddressWidth(cells);
        string port = cellsPerBeat == 1 ? "" : $" through a port of {32 * cellsPerBeat} bits";
        var c = new Circuit("accel_on_chip_memory", $"{cells} cells of 32 bits in block RAM, for the host and the kernel{port}.");
        var host = (Valid: c.Input("host_valid"), Write: c.Input("host_write"), Address: c.Input("host_address", width), Data: c.Input("host_data", 32));
        var running = c.Input("running");
        var kernel = (Valid: c.Input(KernelInterface.RequestValid), Write: c.Input(KernelInterface.RequestWrite),
            Address: c.Input(KernelInterface.RequestAddress, 32));
        var data = c.Input(KernelInterface.RequestData, 32 * cellsPerBeat);
        var mask = cellsPerBeat == 1 ? (Bits?)null : c.Input(KernelInterface.RequestMask, cellsPerBeat);
        var taken = c.Input(KernelInterface.ResponseReady);
        var answers = new WaitingAnswers(c, 32 * cellsPerBeat);

        // Writes wait like reads do: what a kernel has been answered must not depend on what it asked for later.
        var ready = running & ~host.Valid & answers.HasRoom;
        var bad = Bad(kernel.Address, cells, cellsPerBeat);
        var accepted = kernel.Valid & ready;

        // What a bad read is answered does not matter: the kernel is stopped.
        var reads = accepted & ~kernel.Write;
        var address = host.Valid.Then(host.Address, kernel.Address[..width]).Named("address");
        var columns = new MemoryColumns(c, cells, cellsPerBeat);
        columns.Write(host.Valid, host.Write, accepted & kernel.Write & ~bad, mask, address, host.Data, data);
        var beat = columns.Read(address, host.Valid.Then(~host.Write, reads & ~bad));
        answers.Connect(running, reads, beat, taken);
        var fault = c.Register("fault_seen", 1, 0);
        var faultAddress = c.Register("address_seen", 32);
        fault.Set(accepted & bad);
        faultAddress.Set(accepted, kernel.Address);

        c.Output("host_answer", columns.CellOf(host.Valid, host.Address, beat));
        c.Output(KernelInterface.RequestReady, ready);
        c.Output(KernelInterface.ResponseValid, answers.IsValid);
        c.Output(KernelInterface.ResponseData, answers.Data);
        c.Output("fault", fault);
        c.Output("fault_address", faultAddress);
        return c.Finish();
    }

    /// <summary>Bits of an address inside the memory.</summary>
    public static int AddressWidth(int cells) => BitOperations.Log2((uint)cells - 1) + 1;

    private static void Require(int cells, int cellsPerBeat)
    {
        if (!BitOperations.IsPow2(cellsPerBeat) || cellsPerBeat > KernelInterface.WidestPortBits / KernelInterface.CellBits)
        {
            throw new ArgumentException(
                $"a memory port of {32L * cellsPerBeat} bits: it has 32 * 2^k, at most {KernelInterface.WidestPortBits}",
                nameof(cellsPerBeat));
        }

        if (cells % cellsPerBeat != 0 || cells < 2 * cellsPerBeat)
        {
            throw new ArgumentException(
                $"{cells} cells of memory: behind a port of {32 * cellsPerBeat} bits they must be a multiple of {cellsPerBeat}, at least {2 * cellsPerBeat}",
                nameof(cells));
        }
    }

    // The memory ends with a beat, so that the first cell says where the others are.
    private static Bits Bad(Bits address, int cells, int cellsPerBeat)
    {
        int width = AddressWidth(cells);
        var upper = address[width..].Any();
        var beyond = BitOperations.IsPow2(cells) ? upper : upper | ~(address[..width] < address.Circuit.Number(cells, width));
        return cellsPerBeat == 1 ? beyond : beyond | address[..BitOperations.Log2((uint)cellsPerBeat)].Any();
    }
}
