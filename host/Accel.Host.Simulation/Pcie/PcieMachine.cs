using Accel.Rtl.Simulation;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// A simulated PCIe shell with its memory and the bridge's side of the registers, one clock cycle at a time. Not for several threads at
/// once.
/// </summary>
internal sealed class PcieMachine
{
    // Without jitter an access takes four cycles.
    private const int MostCyclesOfAccess = 10_000;

    private readonly AxiLiteMaster _registers;
    private readonly int _irq;

    internal PcieMachine(ISimulator simulator, Memory<uint> cells, AxiMemoryOptions? memory = null)
    {
        Simulator = simulator;
        Memory = new AxiMemory(simulator, cells, memory);
        _registers = new AxiLiteMaster(simulator, memory?.JitterSeed ?? 0);
        _irq = simulator.OutputIndex("irq");
        simulator.ResetAsserted = true;
        Step();
        Step();
        simulator.ResetAsserted = false;
    }

    internal ISimulator Simulator { get; }

    internal AxiMemory Memory { get; }

    internal long Cycle => Simulator.Cycle;

    internal bool Interrupt => Simulator.GetOutput(_irq) != 0;

    /// <summary>Called with all ports settled before each edge.</summary>
    internal Action? BeforeEdge { get; set; }

    /// <summary>One clock cycle.</summary>
    internal void Step()
    {
        Memory.Drive();
        _registers.Drive();
        BeforeEdge?.Invoke();
        Memory.Sample();
        _registers.Sample();
        Simulator.Step();
    }

    /// <summary>Reads a register; what it answers when the offset is unknown, is for the caller to judge.</summary>
    internal (uint Value, int Response) Read(int offset)
    {
        var access = Run(new AxiLiteAccess(isWrite: false, offset));
        return (access.Data, access.Response);
    }

    /// <summary>Writes a register and returns the bus's response.</summary>
    internal int Write(int offset, uint value, int strobes = 15) => Run(new AxiLiteAccess(isWrite: true, offset, value, strobes)).Response;

    private AxiLiteAccess Run(AxiLiteAccess access)
    {
        _registers.Begin(access);
        for (int i = 0; !_registers.IsIdle; i++)
        {
            if (i == MostCyclesOfAccess)
            {
                throw new InvalidOperationException($"register {access.Offset:X3}: no answer within {MostCyclesOfAccess} cycles");
            }

            Step();
        }

        return access;
    }
}
