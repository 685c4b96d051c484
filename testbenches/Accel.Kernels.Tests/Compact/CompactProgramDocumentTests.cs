using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The document of the compact engine's program has every cell, status and choice with the number that the constants
/// have.</summary>
public sealed partial class CompactProgramDocumentTests
{
    private static readonly string _text = File.ReadAllText(
        Path.Combine(Repository.Root, "host", "Accel.Host", "docs", "compact-program.md"));

    [Fact]
    public void Every_cell_of_the_header_is_listed()
    {
        Equal(Constants(typeof(CompactEngineLayout), "Cell").Where(static c => c.Name != "Result"), Rows("header"));
        Assert.Contains($"{CompactEngineLayout.Magic:X8}", _text, StringComparison.Ordinal);
        Assert.Contains($"version {CompactEngineLayout.Version}", _text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains($"at least {CompactEngineLayout.ResultCell}", _text, StringComparison.Ordinal);
        Assert.Contains($"bit {CompactEngineLayout.SoftResetBit}: SoftReset, bit {CompactEngineLayout.AboveThresholdBit}: AboveThreshold",
            _text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cell_of_a_layer_is_listed()
    {
        Equal(Constants(typeof(CompactLayerLayout), "Offset"), Rows("layer"));
        string cells = $"a layer has {CompactLayerLayout.LinearCells} cells, a convolution {CompactLayerLayout.ConvolutionCells}";
        Assert.Contains(cells, _text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_status_is_listed()
        => Equal(
            Constants(typeof(CompactEngineLayout), "")
                .Where(static c => c.Name.StartsWith("Status", StringComparison.Ordinal) && c.Name != "StatusOffset")
                .Select(static c => (c.Name["Status".Length..], c.Number)),
            Tables().Where(static r => r.Table == "status").Select(static r => NumberAndName().Match(r.First)).Where(static m => m.Success)
                .Select(static m => (m.Groups[2].Value, Number(m.Groups[1].Value))));

    [Theory]
    [InlineData("Operation", 0)]
    [InlineData("Neuron", CompactLayerLayout.NeuronBit)]
    [InlineData("Shortcut", CompactLayerLayout.ShortcutBit)]
    [InlineData("Pool", CompactLayerLayout.PoolBit)]
    public void Every_choice_is_listed_with_its_bits(string choice, int bit)
    {
        var row = Tables().Single(r => r.Table == "choice" && r.Text.StartsWith(choice, StringComparison.OrdinalIgnoreCase));
        Assert.Equal($"{bit}..{bit + 1}", row.First);
        Equal(
            Constants(typeof(CompactLayerLayout), "")
                .Where(c => c.Name.StartsWith(choice, StringComparison.Ordinal) && c.Name != choice + "Bit")
                .Select(c => (c.Name[choice.Length..], c.Number)),
            NumberAndName().Matches(row.Text).Select(static m => (m.Groups[2].Value, Number(m.Groups[1].Value))));
    }

    [Fact]
    public void Every_flag_is_listed()
        => Equal(
            Constants(typeof(CompactLayerLayout), "Bit").Where(static c => c.Name is not ("Neuron" or "Shortcut" or "Pool")),
            Tables().Where(static r => r.Table == "choice" && r.First.All(char.IsAsciiDigit))
                .Select(static r => (r.Text.Split(':')[0].Trim(), Number(r.First))));

    private static void Equal(IEnumerable<(string Name, int Number)> constants, IEnumerable<(string Name, int Number)> rows)
        => Assert.Equal(constants.Select(static c => $"{c.Number} {c.Name}").Order(),
            rows.Select(static r => $"{r.Number} {r.Name}").Order());

    private static IEnumerable<(string Name, int Number)> Constants(Type type, string suffix)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(f => (f.Name[..^suffix.Length], (int)f.GetRawConstantValue()!));

    // | 8 | Source: address of ... |
    private static IEnumerable<(string Name, int Number)> Rows(string table)
        => Tables().Where(r => r.Table == table && r.First.All(char.IsAsciiDigit))
            .Select(static r => (r.Text.Split(':')[0].Trim(), Number(r.First)));

    // The rows of every table, with what the second cell of its head says, or else the first.
    private static IEnumerable<(string Table, string First, string Text)> Tables()
    {
        string table = "";
        foreach (string line in _text.Split('\n'))
        {
            string[] cells = line.Split('|', 4, StringSplitOptions.TrimEntries);
            if (cells.Length < 4)
            {
                table = "";
            }
            else if (table.Length == 0)
            {
                table = cells[2].Length == 0 ? cells[1] : cells[2];
            }
            else if (!cells[1].StartsWith('-'))
            {
                yield return (table, cells[1], cells[2]);
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("([0-9]+) ([A-Z][A-Za-z]+)")]
    private static partial Regex NumberAndName();
}
