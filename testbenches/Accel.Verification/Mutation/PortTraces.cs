using System.Security.Cryptography;
using System.Text;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;

namespace Accel.Verification;

/// <summary>What a netlist shows at its ports on every cycle of a run: a hash of the trace, and the memory afterwards.</summary>
/// <param name="netlist">A generated kernel, or a mutant of one.</param>
/// <param name="mostCycles">Bound of a run.</param>
internal sealed class PortTraces(Module netlist, long mostCycles)
{
    private readonly Func<ISimulator> _powerUp = Simulator.Prepare(netlist);

    /// <summary>
    /// Runs a vector from reset on, with a memory that stalls from a seed (0: never). The hash covers all ports; values that mean nothing
    /// are left out.
    /// </summary>
    public (string Hash, RungRun Run) Run(KernelCase vector, int stallSeed, CancellationToken cancellationToken)
    {
        using var trace = new HashingWriter();
        uint[] cells = [.. vector.Memory];
        var simulation = new KernelSimulation(_powerUp(), new KernelSimulationOptions { MostCycles = mostCycles, StallSeed = stallSeed, Trace = trace });
        var run = simulation.Run(new KernelMemory(cells), vector.Member, cancellationToken);
        return (trace.Hash(), new RungRun(cells, run.Cycles, [], run.Fault));
    }

    private sealed class HashingWriter : TextWriter
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override Encoding Encoding => Encoding.ASCII;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value) => _hash.AppendData(Encoding.ASCII.GetBytes(value ?? ""));

        public string Hash() => Convert.ToHexString(_hash.GetHashAndReset());

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _hash.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
