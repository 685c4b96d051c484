using Accel.Rtl;

namespace Accel.Transformer.Ir;

/// <summary>
/// A method that is built once and run from several places of its function, with states and variables of its own. Its parameters and its
/// result are variables of the function, which whoever runs it sets before and reads behind; no jump leads out of its body.
/// </summary>
public sealed class SharedMethod(string name, SourceLocation? source)
{
    /// <summary>Qualified C# name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is declared.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>The code.</summary>
    public Block Body { get; set; } = new();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
