using Accel.Host.Simulation.Serial;
using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Shell.Common;
using Accel.Shell.Serial;
using Accel.Shell.Tests.Reference;

namespace Accel.Shell.Tests.Serial;

/// <summary>A serial shell in the simulator, with a host's end of the line that speaks in reference frames.</summary>
internal sealed class SerialBench
{
    /// <summary>The device of the document's examples.</summary>
    internal static readonly SerialShellOptions Documented = new() { ClockHz = 100_000_000, MemoryCells = 65_536, Board = "simulation" };

    internal static readonly ShellIdentity Identity = new()
    {
        DesignHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Kernel = "SpikingTransformerEngine",
        Limits = [0x0001_0040, 0x0417_1612, 0x050E, 512, 2048, 256, 512, 1024, 512, 1024, 16, 1000],
    };

    private readonly List<byte> _line = [];

    internal SerialBench(Module kernel, SerialShellOptions options, double? period = null)
        : this(Rtl.Simulation.Simulator.Create(SerialShell.Build(kernel, Identity, options)), period ?? options.BaseRate / 256.0)
    {
    }

    internal SerialBench(ISimulator simulator, double period)
    {
        Simulator = simulator;
        simulator.Reset();
        Wire = new SerialWire(simulator, period);
    }

    internal ISimulator Simulator { get; }

    internal SerialWire Wire { get; }

    /// <summary>Sends a frame and takes the next one that comes back.</summary>
    internal ReferenceFrame Ask(ReferenceFrame frame)
    {
        Wire.Send(frame.ToLine());
        return Next();
    }

    /// <summary>The bytes of the next frame on the line, its 00 included.</summary>
    internal byte[] NextLine(long mostCycles = 20_000_000)
    {
        for (long end = Simulator.Cycle + mostCycles; Simulator.Cycle < end; Wire.Step())
        {
            while (Wire.TryReceive(out byte b))
            {
                _line.Add(b);
                if (b == 0)
                {
                    byte[] line = [.. _line];
                    _line.Clear();
                    return line;
                }
            }
        }

        throw new TimeoutException($"no frame within {mostCycles} cycles");
    }

    internal ReferenceFrame Next(long mostCycles = 20_000_000) => ReferenceFrame.FromLine(NextLine(mostCycles)[..^1]);

    internal void Run(long cycles)
    {
        for (long i = 0; i < cycles; i++)
            Wire.Step();
    }

    /// <summary>Changes the rate of both ends.</summary>
    internal void ChangeRate(double period)
    {
        Assert.Equal(0x87, Ask(new ReferenceFrame(7, 900, ReferenceFrame.TheSession, (uint)Math.Round(period * 256))).Type);
        Run(2 * (long)Wire.Period);
        Wire.Period = period;
    }
}
