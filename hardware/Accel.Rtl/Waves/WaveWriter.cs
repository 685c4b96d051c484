using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Waves;

/// <summary>
/// Follows the signals of a simulation and writes what changes, in the format of the derived class. Names with dots become scopes. One
/// clock cycle is 10 ns; values are those before the edge. The file depends on the simulation alone: it carries no date.
/// </summary>
public abstract class WaveWriter : IDisposable
{
    private const int PeriodNs = 10;
    private const int Clock = 0, Reset = 1, FirstSignal = 2;

    private readonly ISimulator _simulator;
    private readonly (Signal Signal, BigInteger Last)[] _signals;
    private bool? _lastReset;

    private protected WaveWriter(ISimulator simulator, Func<string, Signal, bool>? select)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        _simulator = simulator;
        var module = simulator.Module;
        var chosen = module.Signals.Where(s => s is not ConstantSignal)
            .Select(s => (Name: simulator.Names[s], Signal: s))
            .Where(s => select?.Invoke(s.Name, s.Signal) ?? (s.Signal.NameHint is not null || s.Signal is RegisterSignal)).ToList();
        var taken = chosen.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        chosen.AddRange(module.Outputs.Where(o => !taken.Contains(o.Key) && select?.Invoke(o.Key, o.Value) != false).Select(o => (o.Key, o.Value)));
        Root = new WaveScope(HardwareNames.Wave(module.Name));
        Root.Variables.Add(new WaveVariable("clk", 1, null));
        Root.Variables.Add(new WaveVariable("rst", 1, null));
        var paths = new NameTable(StringComparer.Ordinal);
        foreach (var (name, signal) in chosen)
            Root.Add(paths.Unique(string.Join('.', name.Split('.').Select(HardwareNames.Wave))).Split('.'), signal);
        var variables = Root.All().ToList();
        for (int i = 0; i < variables.Count; i++)
            variables[i].Number = i;
        _signals = [.. variables.Skip(FirstSignal).Select(v => (v.Signal!, BigInteger.MinusOne))];
        WidthsBits = [.. variables.Select(v => v.WidthBits)];
    }

    /// <summary>The scopes with their variables.</summary>
    private protected WaveScope Root { get; }

    /// <summary>Bits of each variable, by its number.</summary>
    private protected IReadOnlyList<int> WidthsBits { get; }

    /// <summary>True for the name of a file whose format is known.</summary>
    public static bool IsSupported(string path) => Path.GetExtension(path).ToUpperInvariant() is ".FST" or ".VCD";

    /// <summary>Chooses the format by a file's name: <c>.fst</c>, or <c>.vcd</c>.</summary>
    /// <param name="simulator">What is watched.</param>
    /// <param name="stream">Gets the bytes; it is closed with the writer, and must be seekable for <c>.fst</c>.</param>
    /// <param name="path">What the file is called.</param>
    /// <param name="select">Chooses signals of the simulator's module by name; without it all ports, registers and other named
    /// signals.</param>
    /// <exception cref="ArgumentException">The name ends in neither.</exception>
    public static WaveWriter Create(ISimulator simulator, Stream stream, string path, Func<string, Signal, bool>? select = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".FST" => new FstWriter(simulator, stream, select),
            ".VCD" => new VcdWriter(simulator, new StreamWriter(stream) { NewLine = "\n" }, select),
            _ => throw new ArgumentException($"{path}: the name of a wave file must end in .fst or .vcd", nameof(path)),
        };
    }

    /// <summary>
    /// Writes what changed since the last sample; call it before each <see cref="ISimulator.Step"/>, and once at the end.
    /// </summary>
    public void Sample()
    {
        Time(_simulator.Cycle * PeriodNs);
        Change(Clock, BigInteger.Zero);
        if (_lastReset != _simulator.ResetAsserted)
            Change(Reset, _simulator.ResetAsserted ? BigInteger.One : BigInteger.Zero);
        _lastReset = _simulator.ResetAsserted;
        for (int i = 0; i < _signals.Length; i++)
        {
            ref var entry = ref _signals[i];
            var value = _simulator.Peek(entry.Signal);
            if (value == entry.Last)
                continue;
            entry.Last = value;
            Change(i + FirstSignal, value);
        }

        Time(_simulator.Cycle * PeriodNs + PeriodNs / 2);
        Change(Clock, BigInteger.One);
    }

    /// <summary>Completes and closes the file.</summary>
    public void Dispose()
    {
        Finish();
        GC.SuppressFinalize(this);
    }

    /// <summary>The changes that follow are of this time.</summary>
    private protected abstract void Time(long timeNs);

    /// <summary>A variable has another value now.</summary>
    private protected abstract void Change(int variable, BigInteger value);

    private protected abstract void Finish();
}
