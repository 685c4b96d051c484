using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Vhdl.Benches;

/// <summary>
/// A simulator that also writes a trace for <see cref="TraceBench"/>: for each clock edge the inputs and the outputs before it, as
/// hexadecimal numbers, and a mask of the output bits to compare when some are not to be.
/// </summary>
public sealed class RecordingSimulator : ISimulator
{
    private readonly ISimulator _inner;
    private readonly TextWriter _trace;
    private readonly PortSchema _schema;
    private readonly ImmutableArray<ImmutableArray<int>> _qualifiers;

    /// <summary>Wraps a simulator; the trace begins with its next edge.</summary>
    /// <param name="inner">Does the work.</param>
    /// <param name="trace">Gets one line an edge.</param>
    /// <param name="qualifiedOutputs">Outputs that are compared only while all of some 1-bit outputs are 1.</param>
    public RecordingSimulator(ISimulator inner, TextWriter trace, ImmutableSortedDictionary<string, ImmutableArray<string>>? qualifiedOutputs = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(trace);
        (_inner, _trace, _schema) = (inner, trace, new PortSchema(inner.Module));
        _qualifiers = [.. _schema.Outputs.Select(o => qualifiedOutputs?.GetValueOrDefault(o.Name) is { IsDefault: false } names
            ? names.Select(inner.OutputIndex).ToImmutableArray() : ImmutableArray<int>.Empty)];
        trace.Write(_schema.TraceHeader + "\n");
    }

    /// <inheritdoc/>
    public Module Module => _inner.Module;

    /// <inheritdoc/>
    public SignalNames Names => _inner.Names;

    /// <inheritdoc/>
    public long Cycle => _inner.Cycle;

    /// <inheritdoc/>
    public bool ResetAsserted
    {
        get => _inner.ResetAsserted;
        set => _inner.ResetAsserted = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SimulationProblem> Problems => _inner.Problems;

    /// <inheritdoc/>
    public int InputIndex(string port) => _inner.InputIndex(port);

    /// <inheritdoc/>
    public int OutputIndex(string port) => _inner.OutputIndex(port);

    /// <inheritdoc/>
    public void SetInput(int index, ulong value) => _inner.SetInput(index, value);

    /// <inheritdoc/>
    public void SetInput(int index, BigInteger value) => _inner.SetInput(index, value);

    /// <inheritdoc/>
    public ulong GetOutput(int index) => _inner.GetOutput(index);

    /// <inheritdoc/>
    public BigInteger GetOutputWide(int index) => _inner.GetOutputWide(index);

    /// <inheritdoc/>
    public void Settle() => _inner.Settle();

    /// <inheritdoc/>
    public BigInteger Peek(Signal signal) => _inner.Peek(signal);

    /// <inheritdoc/>
    public void PokeRegister(string register, BigInteger value) => _inner.PokeRegister(register, value);

    /// <inheritdoc/>
    public BigInteger PeekMemory(string memory, int word) => _inner.PeekMemory(memory, word);

    /// <inheritdoc/>
    public void PokeMemory(string memory, int word, BigInteger value) => _inner.PokeMemory(memory, word, value);

    /// <inheritdoc/>
    public void Step()
    {
        var inputs = ResetAsserted ? BigInteger.One : BigInteger.Zero;
        foreach (var input in Module.Inputs)
            inputs = inputs << input.WidthBits | _inner.Peek(input);
        BigInteger outputs = 0, mask = 0;
        bool all = true;
        for (int i = 0; i < _schema.Outputs.Length; i++)
        {
            int width = _schema.Outputs[i].WidthBits;
            outputs = outputs << width | _inner.GetOutputWide(i);
            bool compared = true;
            foreach (int qualifier in _qualifiers[i])
                compared &= _inner.GetOutput(qualifier) != 0;
            mask = mask << width | (compared ? (BigInteger.One << width) - 1 : 0);
            all &= compared;
        }

        _trace.Write($"{Hex(inputs, _schema.InputBits)} {Hex(outputs, _schema.OutputBits)}{(all ? "" : " " + Hex(mask, _schema.OutputBits))}\n");
        _inner.Step();
    }

    private static string Hex(BigInteger value, int bits)
    {
        int digits = (bits + 3) / 4;
        string text = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(digits, '0');
        return text;
    }
}
