using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>GHDL's Verilog of the emitted VHDL in Icarus.</summary>
internal sealed class IcarusSimulator : ISimulatorUnderTest
{
    private const string Program = "bench.vvp";

    private readonly Icarus _icarus = new();

    public string Name => "icarus";

    public Unavailability? Unavailable => Unavailability.Of(_icarus) ?? Unavailability.Of(new Ghdl());

    public string? Version() => _icarus.Version();

    public IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken) => ToolSimulation.Build(workload, directory =>
    {
        string design = ToolSimulation.WriteVerilog(workload, directory, cancellationToken);
        var bench = VerilogMemoryBench.Write(workload.Netlist, ToolSimulation.Options(workload));
        _icarus.Compile(directory.Path, [directory.Write(bench.Name, bench.Text), design], Path.GetFileNameWithoutExtension(bench.Name), Program, cancellationToken);
        return (path, runs, limits, token) => _icarus.Simulate(path, Program, [$"+runs={runs}"], limits, token);
    });
}
