using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>GHDL's Verilog of the emitted VHDL, compiled by Verilator and a C++ compiler, both at -O3.</summary>
internal sealed class VerilatorSimulator : ISimulatorUnderTest
{
    private readonly Verilator _verilator = new();

    public string Name => "verilator";

    public Unavailability? Unavailable => Unavailability.Of(_verilator.Missing) ?? Unavailability.Of(new Ghdl());

    public string? Version() => _verilator.Version();

    public IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken) => ToolSimulation.Build(workload, directory =>
    {
        string design = ToolSimulation.WriteVerilog(workload, directory, cancellationToken);
        var bench = VerilatorMemoryBench.Write(workload.Netlist, ToolSimulation.Options(workload));
        var program = _verilator.Build(
            directory.Path, design, workload.Netlist.Name, directory.Write(bench.Name, bench.Text), ToolSimulation.BuildLimits, cancellationToken);
        return (path, runs, limits, token) => program.Run([$"+runs={runs}"], limits with { WorkingDirectory = path }, token);
    });
}
