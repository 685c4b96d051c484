namespace Accel.Rtl;

/// <summary>
/// Unique names of the signals and memories of a flat module, as the simulator, the waves and the text form use them: the name hint
/// where there is one (with _2, _3, ... when several signals wish for it), else a letter for the kind and the signal's id.
/// </summary>
public sealed class SignalNames
{
    private readonly string[] _names;
    private readonly Dictionary<string, Signal> _signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Memory> _memories = new(StringComparer.Ordinal);
    private readonly Dictionary<Memory, string> _memoryNames = [];

    /// <summary>Names everything in a module.</summary>
    public SignalNames(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var table = new NameTable(StringComparer.Ordinal);
        _names = new string[module.Signals.Count];
        foreach (var input in module.Inputs)
            Name(input, table);
        foreach (var memory in module.Memories)
        {
            string name = table.Unique(memory.Name);
            _memories.Add(name, memory);
            _memoryNames.Add(memory, name);
        }

        foreach (var register in module.Signals.OfType<RegisterSignal>())
            Name(register, table);
        foreach (var signal in module.Signals)
        {
            if (_names[signal.Id] is null)
                Name(signal, table);
        }
    }

    /// <summary>The name of a signal of the module.</summary>
    public string this[Signal signal]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(signal);
            return _names[signal.Id];
        }
    }

    /// <summary>The name of a memory of the module.</summary>
    public string this[Memory memory]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(memory);
            return _memoryNames[memory];
        }
    }

    /// <summary>The signal of a name, or null.</summary>
    public Signal? FindSignal(string name) => _signals.GetValueOrDefault(name);

    /// <summary>The memory of a name, or null.</summary>
    public Memory? FindMemory(string name) => _memories.GetValueOrDefault(name);

    private void Name(Signal signal, NameTable table)
    {
        string name = table.Unique(signal.NameHint ?? Letter(signal) + signal.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _names[signal.Id] = name;
        _signals.Add(name, signal);
    }

    private static string Letter(Signal signal) => signal switch
    {
        RegisterSignal => "r",
        ConstantSignal => "c",
        MemoryReadSignal => "m",
        _ => "n",
    };
}
