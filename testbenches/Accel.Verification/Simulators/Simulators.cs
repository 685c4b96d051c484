using System.Collections.Immutable;
using Accel.Rtl.Simulation;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>The simulators that are compared.</summary>
public static class Simulators
{
    /// <summary>This project's first, the others from the slowest to the fastest.</summary>
    public static ImmutableArray<ISimulatorUnderTest> All { get; } =
    [
        new InProcessSimulator("compiled", SimulationEngine.Compiled),
        new InProcessSimulator("interpreter", SimulationEngine.Interpreter),
        new GhdlSimulator("ghdl", GhdlBackend.Mcode),
        new GhdlSimulator("ghdl-llvm", GhdlBackend.Llvm),
        new IcarusSimulator(),
        new VerilatorSimulator(),
    ];
}
