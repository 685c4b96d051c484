using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>The emitted VHDL in GHDL.</summary>
/// <param name="name">What a table calls it.</param>
/// <param name="backend">Which GHDL.</param>
internal sealed class GhdlSimulator(string name, GhdlBackend backend) : ISimulatorUnderTest
{
    private readonly Ghdl _ghdl = new(backend);

    public string Name => name;

    public Unavailability? Unavailable => Unavailability.Of(_ghdl);

    public string? Version() => _ghdl.Version();

    public IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken) => ToolSimulation.Build(workload, directory =>
    {
        var bench = MemoryBench.Write(workload.Netlist, ToolSimulation.Options(workload));
        _ghdl.Analyse(directory.Path, VhdlWriter.Write(workload.Netlist).Add(bench).Select(f => directory.Write(f.Name, f.Text)), allWarnings: false, cancellationToken);
        string entity = Path.GetFileNameWithoutExtension(bench.Name);
        return (path, runs, limits, token) => _ghdl.Simulate(path, entity, [$"-gruns={runs}"], limits, token);
    });
}
