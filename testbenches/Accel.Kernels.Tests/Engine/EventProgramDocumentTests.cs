using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The document of the program has every cell, kind, flag and choice with the number that the constants have.</summary>
public sealed partial class EventProgramDocumentTests
{
    private static readonly string _text = File.ReadAllText(
        Path.Combine(Repository.Root, "host", "Accel.Host", "docs", "engine-program.md"));

    [Fact]
    public void Every_cell_of_the_header_is_listed()
        => Equal(Constants(typeof(SpikingTransformerEngineLayout), "Cell").Where(static c => c.Name is not ("Result" or "Header")),
            Rows("header"));

    [Fact]
    public void Every_cell_of_a_step_is_listed()
        => Equal(Constants(typeof(EngineStepLayout), "Offset"), Rows("step"));

    [Fact]
    public void Every_counter_is_listed()
        => Equal(Constants(typeof(EngineCountLayout), "Offset"), Rows("record"));

    [Fact]
    public void Every_kind_and_flag_is_listed()
    {
        var flags = NamedRows().Where(static r => r.Table == "flag").Select(static r => (r.Name, r.Number));
        Equal(Constants(typeof(EngineStepLayout), "Bit"), flags);
        var kinds = NamedRows().Where(static r => r.Table == "kind").ToList();
        Assert.Equal(7, kinds.Count);
        Assert.All(kinds, k => Assert.Equal(k.Number, (int)typeof(EngineStepLayout).GetField(k.Name)!.GetRawConstantValue()!));
        Assert.Equal(SpikingTransformerEngineLayout.Magic, int.Parse("324C4341", NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Contains($"version {SpikingTransformerEngineLayout.Version}", _text.Split('\n')[0], StringComparison.Ordinal);
    }

    private static void Equal(IEnumerable<(string Name, int Number)> constants, IEnumerable<(string Name, int Number)> rows)
        => Assert.Equal(
            constants.Select(static c => $"{c.Number} {c.Name}").Order(), rows.Select(static r => $"{r.Number} {r.Name}").Order());

    private static IEnumerable<(string Name, int Number)> Constants(Type type, string suffix)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(f => (f.Name[..^suffix.Length], (int)f.GetRawConstantValue()!));

    // | 26 | Count: words; AddRow: ... |
    private static IEnumerable<(string Name, int Number)> Rows(string table)
        => from row in Tables()
           where row.Table == table
           from name in CellName().Matches(row.Text)
           select (name.Groups[1].Value, int.Parse(row.First, CultureInfo.InvariantCulture));

    // | 5 Logits | ... |
    private static IEnumerable<(string Table, string Name, int Number)> NamedRows()
        => from row in Tables()
           let match = NumberAndName().Match(row.First)
           where match.Success
           select (row.Table, match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static IEnumerable<(string Table, string First, string Text)> Tables()
    {
        string table = "";
        foreach (string line in _text.Split('\n'))
        {
            string[] columns = [.. line.Split('|').Select(static c => c.Trim())];
            if (columns.Length < 4)
            {
                table = "";
            }
            else if (table.Length == 0)
            {
                table = columns[1] == "cell" ? columns[2] : columns[1];
            }
            else if (!columns[1].StartsWith('-'))
            {
                yield return (table, columns[1], columns[2]);
            }
        }
    }

    [GeneratedRegex("(?:^|; )([A-Z][A-Za-z]+)(?=:|;|$)")]
    private static partial Regex CellName();

    [GeneratedRegex("^([0-9]+) ([A-Z][A-Za-z]+)$")]
    private static partial Regex NumberAndName();
}
