using Accel.Host.Simulation.Pcie;
using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Shell.Common;
using Accel.Shell.Pcie;
using Accel.Shell.Tests.Axi;

namespace Accel.Shell.Tests.Pcie;

/// <summary>A shell with a kernel, its memory and its registers, and a protocol checker on either interface.</summary>
internal sealed class PcieBench
{
    internal const int Session = 0x100, Entry = 0x104, Start = 0x108, State = 0x10C, Job = 0x110, CyclesLow = 0x114, CyclesHigh = 0x118;
    internal const int Error = 0x11C, Detail = 0x120, Reset = 0x124, Enable = 0x128, Pending = 0x12C;
    internal const uint Idle = 0, Running = 1, Done = 2, Faulted = 3;

    private readonly AxiChecker _memory, _registers;

    internal PcieBench(Module kernel, uint[] cells, AxiMemoryOptions? memory = null, TextWriter? trace = null, AxiMasterOptions? options = null)
    {
        Cells = cells;
        Shell = PcieShell.Build(kernel, Identity, options ?? new AxiMasterOptions { MemoryCells = cells.Length, BaseAddress = memory?.BaseAddress ?? 0 });
        var simulator = Simulator.Create(Shell.Flatten());
        if (trace is not null)
        {
            simulator = new Accel.Rtl.Vhdl.Benches.RecordingSimulator(simulator, trace);
        }

        Machine = new PcieMachine(simulator, cells, memory);
        AxiPorts memoryPorts = new(simulator, "m_axi_"), registerPorts = new(simulator, "s_axil_");
        (_memory, _registers) = (new AxiChecker(memoryPorts.DataBytes), new AxiChecker(registerPorts.DataBytes));
        Machine.BeforeEdge = () =>
        {
            _memory.Sample(memoryPorts.Now());
            _registers.Sample(registerPorts.Now());
            var broken = _memory.Violations.Concat(_registers.Violations).FirstOrDefault();
            Assert.True(broken is null, broken?.ToString());
        };
    }

    /// <summary>Of design and board; the memory is that of each bench.</summary>
    internal static ShellIdentity Identity { get; } = Serial.SerialBench.Identity with { Board = "pcie bench", ClockHz = 250_000_000 };

    internal uint[] Cells { get; }

    internal Module Shell { get; }

    internal PcieMachine Machine { get; }

    internal uint Read(int offset)
    {
        var (value, response) = Machine.Read(offset);
        Assert.Equal(0, response);
        return value;
    }

    internal void Write(int offset, uint value) => Assert.Equal(0, Machine.Write(offset, value));

    internal void StartJob(uint job, uint entry = 0)
    {
        Write(Entry, entry);
        Write(Start, job);
    }

    /// <summary>Runs until the device's state is not running, and returns it.</summary>
    internal uint Wait(int mostCycles = 2_000_000)
    {
        long begun = Machine.Cycle;
        while (Read(State) is var state)
        {
            if (state != Running)
            {
                return state;
            }

            Assert.True(Machine.Cycle - begun < mostCycles, $"the job did not end within {mostCycles} cycles");
            for (int i = 0; i < 20; i++)
            {
                Machine.Step();
            }
        }

        return Running;
    }

    /// <summary>Nothing is left on either bus.</summary>
    internal void RequireQuiet()
    {
        _memory.End();
        _registers.End();
        Assert.Empty(_memory.Violations.Concat(_registers.Violations));
    }
}
