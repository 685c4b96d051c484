using System.Numerics;

namespace Accel.Rtl.Simulation;

/// <summary>
/// A cycle-accurate, two-state simulation of one module. Inputs keep their value until they are set again; outputs are settled on demand.
/// Registers and memories without a defined value start at 0. Not safe for use by several threads at once.
/// </summary>
public interface ISimulator
{
    /// <summary>The flat module that is simulated.</summary>
    Module Module { get; }

    /// <summary>Names of the flat module's signals and memories, as the methods that take a name know them.</summary>
    SignalNames Names { get; }

    /// <summary>Number of clock edges so far, those in reset included.</summary>
    long Cycle { get; }

    /// <summary>The implicit reset input; sampled by each clock edge.</summary>
    bool ResetAsserted { get; set; }

    /// <summary>What went wrong so far (empty when <see cref="SimulationOptions.StopAtFirstProblem"/> is on: then it is thrown).</summary>
    IReadOnlyList<SimulationProblem> Problems { get; }

    /// <summary>The number by which <see cref="SetInput(int, ulong)"/> knows a port: its position in <see cref="Module.Inputs"/>.</summary>
    /// <exception cref="ArgumentException">There is no such port.</exception>
    int InputIndex(string port);

    /// <summary>
    /// The number by which <see cref="GetOutput(int)"/> knows a port: its position among the sorted names of the outputs.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such port.</exception>
    int OutputIndex(string port);

    /// <summary>Sets an input port of at most 64 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit the port.</exception>
    void SetInput(int index, ulong value);

    /// <summary>Sets an input port of any width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or does not fit the port.</exception>
    void SetInput(int index, BigInteger value);

    /// <summary>The settled value of an output port of at most 64 bits.</summary>
    ulong GetOutput(int index);

    /// <summary>The settled value of an output port of any width.</summary>
    BigInteger GetOutputWide(int index);

    /// <summary>Evaluates the combinational logic if an input or the state changed since the last time.</summary>
    void Settle();

    /// <summary>One clock edge: settles the combinational logic, checks, and takes the edge.</summary>
    /// <exception cref="SimulationException">An assertion failed, or a memory was used outside its range.</exception>
    void Step();

    /// <summary>The settled value of any signal of <see cref="Module"/>.</summary>
    BigInteger Peek(Signal signal);

    /// <summary>Overwrites a register, as if by the last clock edge.</summary>
    void PokeRegister(string register, BigInteger value);

    /// <summary>A word of a memory.</summary>
    BigInteger PeekMemory(string memory, int word);

    /// <summary>Overwrites a word of a memory.</summary>
    void PokeMemory(string memory, int word, BigInteger value);
}

/// <summary>Conveniences over <see cref="ISimulator"/>; code that runs every cycle looks the indexes up once instead.</summary>
public static class SimulatorExtensions
{
    /// <summary>Sets an input port by name.</summary>
    public static void SetInput(this ISimulator simulator, string port, ulong value)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        simulator.SetInput(simulator.InputIndex(port), value);
    }

    /// <summary>Sets an input port of any width by name.</summary>
    public static void SetInput(this ISimulator simulator, string port, BigInteger value)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        simulator.SetInput(simulator.InputIndex(port), value);
    }

    /// <summary>The settled value of an output port of at most 64 bits, by name.</summary>
    public static ulong GetOutput(this ISimulator simulator, string port)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        return simulator.GetOutput(simulator.OutputIndex(port));
    }

    /// <summary>The settled value of an output port of any width, by name.</summary>
    public static BigInteger GetOutputWide(this ISimulator simulator, string port)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        return simulator.GetOutputWide(simulator.OutputIndex(port));
    }

    /// <summary>The settled value of a signal (a register for instance) by its name.</summary>
    /// <exception cref="ArgumentException">There is no signal of that name.</exception>
    public static BigInteger Peek(this ISimulator simulator, string signal)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        return simulator.Peek(simulator.Names.FindSignal(signal)
            ?? throw new ArgumentException($"module {simulator.Module.Name} has no signal {signal}", nameof(signal)));
    }

    /// <summary>Takes a number of clock edges.</summary>
    public static void Step(this ISimulator simulator, long cycles)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        for (long i = 0; i < cycles; i++)
            simulator.Step();
    }

    /// <summary>Takes clock edges with the reset asserted, and releases it.</summary>
    public static void Reset(this ISimulator simulator, int cycles = 1)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        simulator.ResetAsserted = true;
        simulator.Step(cycles);
        simulator.ResetAsserted = false;
    }
}
