namespace Accel.Rtl.Simulation;

/// <summary>
/// The numbers of a module's ports, as <see cref="ISimulator.InputIndex"/> and <see cref="ISimulator.OutputIndex"/> define them.
/// </summary>
internal sealed class PortTable
{
    private readonly Module _module;
    private readonly Dictionary<string, int> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);

    public PortTable(Module module)
    {
        _module = module;
        foreach (var input in module.Inputs)
            _inputs.Add(input.Name, _inputs.Count);
        foreach (string name in module.Outputs.Keys)
            _outputs.Add(name, _outputs.Count);
    }

    public int Input(string port)
        => _inputs.TryGetValue(port, out int index) ? index : throw new ArgumentException($"module {_module.Name} has no input {port}", nameof(port));

    public int Output(string port)
        => _outputs.TryGetValue(port, out int index) ? index : throw new ArgumentException($"module {_module.Name} has no output {port}", nameof(port));
}
