using Accel.Generation;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;

namespace Accel.Host.Simulation.Serial;

/// <summary>A design in the serial shell, simulated bit by bit on a thread of its own.</summary>
public sealed class SimulatedSerialDevice : IDisposable
{
    /// <summary>Its clock in hertz.</summary>
    public const int ClockHz = 100_000_000;

    /// <summary>Generates the engine where that was not done yet, and begins to run it.</summary>
    /// <param name="memoryCells">Cells of the memory: a whole number of beats of the engine's memory port.</param>
    /// <param name="baseBaudRate">The rate at which it begins, in baud; at most a twelfth of the clock.</param>
    /// <param name="portBits">Bits of the engine's memory port; null for its own width.</param>
    /// <param name="hasCounts">The engine has counters.</param>
    /// <exception cref="ArgumentException">One of the three is out of range.</exception>
    public SimulatedSerialDevice(int memoryCells, int baseBaudRate, int? portBits = null, bool hasCounts = false)
        : this(EngineDesigns.Of(KernelGenerator.Engine, portBits, hasCounts), memoryCells, baseBaudRate)
    {
    }

    /// <summary>Begins to run a design.</summary>
    /// <param name="design">The engine or another kernel.</param>
    /// <param name="memoryCells">Cells of the memory.</param>
    /// <param name="baseBaudRate">The rate at which it begins, in baud; at most a twelfth of the clock.</param>
    /// <exception cref="ArgumentException">One of the two is out of range.</exception>
    public SimulatedSerialDevice(SimulatedDesign design, int memoryCells, int baseBaudRate)
    {
        ArgumentNullException.ThrowIfNull(design);
        var options = new SerialShellOptions { ClockHz = ClockHz, MemoryCells = memoryCells, Board = "simulation", BaseBaud = baseBaudRate };
        Board = new SimulatedSerialBoard(Simulator.Create(SerialDesigns.InShell(design, options)), (double)ClockHz / baseBaudRate);
        Board.Start();
    }

    /// <summary>The board.</summary>
    public SimulatedSerialBoard Board { get; }

    /// <summary>The host's end of its line.</summary>
    public SimulatedSerialTransport Line() => new(Board, ClockHz);

    /// <inheritdoc/>
    public void Dispose() => Board.Dispose();
}
