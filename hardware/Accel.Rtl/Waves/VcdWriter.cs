using System.Numerics;
using System.Text;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Waves;

/// <summary>Writes waves as a Value Change Dump (IEEE 1364-2005, clause 18), which every viewer reads.</summary>
public sealed class VcdWriter : WaveWriter
{
    private readonly TextWriter _writer;
    private readonly string[] _codes;

    /// <summary>Writes the header.</summary>
    /// <param name="simulator">What is watched.</param>
    /// <param name="writer">Gets the text; it is closed with this.</param>
    /// <param name="select">Chooses signals of the simulator's module by name; without it all ports, registers and other named
    /// signals.</param>
    public VcdWriter(ISimulator simulator, TextWriter writer, Func<string, Signal, bool>? select = null)
        : base(simulator, select)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _codes = [.. Enumerable.Range(0, WidthsBits.Count).Select(Code)];
        Line("$version Accel $end");
        Line("$timescale 1 ns $end");
        WriteScope(Root);
        Line("$enddefinitions $end");
    }

    private protected override void Time(long timeNs) => Line($"#{timeNs}");

    private protected override void Change(int variable, BigInteger value)
        => Line(WidthsBits[variable] == 1 ? (value.IsZero ? "0" : "1") + _codes[variable] : $"b{Binary(value)} {_codes[variable]}");

    private protected override void Finish() => _writer.Dispose();

    private void WriteScope(WaveScope scope)
    {
        Line($"$scope module {scope.Name} $end");
        foreach (var variable in scope.Variables)
            Line($"$var wire {variable.WidthBits} {_codes[variable.Number]} {variable.Name}{(variable.WidthBits > 1 ? $" [{variable.WidthBits - 1}:0]" : "")} $end");
        foreach (var child in scope.Children.Values)
            WriteScope(child);
        Line("$upscope $end");
    }

    private void Line(string text) => _writer.Write(text + "\n");

    /// <summary>A short identifier of printable characters.</summary>
    private static string Code(int index)
    {
        const char First = '!';
        const int Count = '~' - First + 1;
        var text = new StringBuilder();
        do
        {
            text.Append((char)(First + index % Count));
            index = index / Count - 1;
        }
        while (index >= 0);
        return text.ToString();
    }

    private static string Binary(BigInteger value)
    {
        string text = value.ToString("b", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0');
        return text.Length == 0 ? "0" : text;
    }
}
