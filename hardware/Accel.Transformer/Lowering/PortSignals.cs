using Accel.Interfaces;
using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>What a memory says to whoever uses it.</summary>
/// <param name="RequestReady">It takes the request that is shown.</param>
/// <param name="ResponseValid">It gives an answer.</param>
/// <param name="Data">The answer.</param>
internal sealed record PortInputs(Signal RequestReady, Signal ResponseValid, Signal Data)
{
    /// <summary>The kernel's own.</summary>
    public static PortInputs Of(Module module, int widthBits)
        => new(module.Input(KernelInterface.RequestReady, 1), module.Input(KernelInterface.ResponseValid, 1),
            module.Input(KernelInterface.ResponseData, widthBits));
}

/// <summary>What whoever uses a memory says to it.</summary>
/// <param name="RequestValid">A request is shown.</param>
/// <param name="IsWrite">It writes.</param>
/// <param name="Address">Cell, or the first of the beat.</param>
/// <param name="Data">What is written; null where nothing is.</param>
/// <param name="Mask">The cells of the beat that are written; null on a port of one cell, and where nothing is written.</param>
/// <param name="Burst">Requests that follow; null where nobody announces any.</param>
/// <param name="ResponseReady">An answer is taken.</param>
internal sealed record PortOutputs(Signal RequestValid, Signal IsWrite, Signal Address, Signal? Data, Signal? Mask, Signal? Burst,
    Signal ResponseReady)
{
    /// <summary>Makes them outputs of the kernel.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="widthBits">Bits of the port.</param>
    public void Connect(Wires wires, int widthBits)
    {
        var module = wires.Module;
        module.Output(KernelInterface.RequestValid, RequestValid);
        module.Output(KernelInterface.RequestWrite, IsWrite);
        module.Output(KernelInterface.RequestAddress, Address);
        module.Output(KernelInterface.RequestData, Data ?? wires.Constant(0, widthBits));
        if (widthBits > MemoryPort.CellBits)
        {
            module.Output(KernelInterface.RequestMask, Mask ?? wires.Constant(0, widthBits / MemoryPort.CellBits));
        }

        if (Burst is not null)
        {
            module.Output(KernelInterface.RequestBurst, Burst);
        }

        module.Output(KernelInterface.ResponseReady, ResponseReady);
    }
}
