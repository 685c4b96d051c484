namespace Accel.Rtl.Simulation;

/// <summary>Chooses a simulator by the options.</summary>
public static class Simulator
{
    /// <summary>Makes a simulation of a module in its power-up state.</summary>
    /// <exception cref="InvalidOperationException">The module is not complete.</exception>
    public static ISimulator Create(Module module, SimulationOptions? options = null) => Prepare(module, options)();

    /// <summary>
    /// Compiles a module once for any number of simulations; each call of the result gives another one, in its power-up state.
    /// </summary>
    /// <exception cref="InvalidOperationException">The module is not complete.</exception>
    public static Func<ISimulator> Prepare(Module module, SimulationOptions? options = null)
    {
        if (options is { CheckUninitialised: true })
            return () => new CheckedInterpreter(module, options);
        var engine = options?.Engine ?? SimulationEngine.Automatic;
        if (engine == SimulationEngine.Compiled || (engine == SimulationEngine.Automatic && CompiledSimulator.IsSupported))
        {
            var code = CompiledSimulator.Compile(module);
            return () => new CompiledSimulator(code, options);
        }

        var program = Interpreter.Compile(module);
        return () => new Interpreter(program, options);
    }
}
