using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Accel.Rtl.Vhdl.Benches;

/// <summary>A port in a trace.</summary>
/// <param name="Name">The port's name.</param>
/// <param name="WidthBits">Its width.</param>
public sealed record TracePort(string Name, int WidthBits);

/// <summary>
/// Which ports a trace records and in which order: rst and the inputs in order of declaration, then the outputs by name. In a trace the
/// inputs of a cycle are one number and the outputs another, the first port in the most significant bits.
/// </summary>
public sealed class PortSchema
{
    /// <summary>Takes the ports of a module.</summary>
    public PortSchema(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Inputs = [new TracePort("rst", 1), .. module.Inputs.Select(i => new TracePort(i.Name, i.WidthBits))];
        Outputs = [.. module.Outputs.Select(o => new TracePort(o.Key, o.Value.WidthBits))];
        string text = $"{module.Name}({string.Join(',', Inputs.Select(p => $"{p.Name}:{p.WidthBits}"))})({string.Join(',', Outputs.Select(p => $"{p.Name}:{p.WidthBits}"))})";
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>rst and the inputs.</summary>
    public ImmutableArray<TracePort> Inputs { get; }

    /// <summary>The outputs.</summary>
    public ImmutableArray<TracePort> Outputs { get; }

    /// <summary>Identifies the module's name and ports.</summary>
    public string Hash { get; }

    /// <summary>First line of a trace.</summary>
    public string TraceHeader => $"accel-trace-1-{Hash}";

    /// <summary>Bits of all inputs.</summary>
    public int InputBits => Inputs.Sum(p => p.WidthBits);

    /// <summary>Bits of all outputs.</summary>
    public int OutputBits => Outputs.Sum(p => p.WidthBits);
}
