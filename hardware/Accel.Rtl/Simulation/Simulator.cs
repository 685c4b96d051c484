namespace Accel.Rtl.Simulation;

/// <summary>Chooses a simulator by the options.</summary>
public static class Simulator
{
    /// <summary>Makes a simulation of a module in its power-up state.</summary>
    /// <exception cref="InvalidOperationException">The module is not complete.</exception>
    public static ISimulator Create(Module module, SimulationOptions? options = null) => options switch
    {
        { CheckUninitialised: true } => new CheckedInterpreter(module, options),
        { Engine: SimulationEngine.Interpreter } => new Interpreter(module, options),
        { Engine: SimulationEngine.Compiled } => new CompiledSimulator(module, options),
        _ => Machine.MachineProgram.IsSupported ? new CompiledSimulator(module, options) : new Interpreter(module, options),
    };
}
