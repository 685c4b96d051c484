namespace Accel.Rtl.Waves;

/// <summary>A variable of a wave file: the last part of its name; clock and reset are no signals of a module.</summary>
internal sealed record WaveVariable(string Name, int WidthBits, Signal? Signal)
{
    /// <summary>Position among all variables, scope by scope.</summary>
    public int Number { get; set; }
}

/// <summary>A scope of a wave file.</summary>
internal sealed class WaveScope(string name)
{
    public string Name { get; } = name;

    public List<WaveVariable> Variables { get; } = [];

    public SortedDictionary<string, WaveScope> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts a variable where its path says.</summary>
    public void Add(ReadOnlySpan<string> path, Signal signal)
    {
        if (path.Length == 1)
        {
            Variables.Add(new WaveVariable(path[0], signal.WidthBits, signal));
            return;
        }

        if (!Children.TryGetValue(path[0], out var child))
            Children.Add(path[0], child = new WaveScope(path[0]));
        child.Add(path[1..], signal);
    }

    /// <summary>All variables in the order in which the file declares them.</summary>
    public IEnumerable<WaveVariable> All() => Variables.Concat(Children.Values.SelectMany(c => c.All()));
}
