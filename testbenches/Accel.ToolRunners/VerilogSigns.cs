using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The signs in GHDL's Verilog. GHDL 2.0.0 writes products and sums of signed values as ones of unsigned values that are extended with
/// their sign: of the same bits, but tools that make multipliers as wide as the factors would make wider ones than of the VHDL, and Yosys
/// takes any of two terms of equal width for the one that a carry chain takes as it is, where it takes the narrower one otherwise. That is
/// wanted where the wider one is gated or chosen, which the LUT in front of the chain does as well. Sums of sums are left as they are:
/// Yosys would join signed ones into carry-save trees, which took 8 to 24 % more LUTs for the attention kernel.
/// </summary>
internal static partial class VerilogSigns
{
    /// <summary>Makes them products and sums of signed values; a file without any stays as it is.</summary>
    /// <param name="verilogFile">The path.</param>
    internal static void Restore(string verilogFile)
    {
        // What becomes of a signal in front of others; names are those of one module.
        List<Dictionary<string, Origin>> modules = [];
        bool hasSigns = false;
        foreach (string line in File.ReadLines(verilogFile))
        {
            if (line.StartsWith("module ", StringComparison.Ordinal))
            {
                modules.Add([]);
            }

            hasSigns |= modules.Count > 0 && Note(line, modules[^1]);
        }

        if (hasSigns)
        {
            RewrittenFile.Replace(verilogFile, lines => Restored(lines, modules));
        }
    }

    private static bool Note(string line, Dictionary<string, Origin> origins)
    {
        if (Sum().Match(line) is { Success: true } sum)
        {
            origins[sum.Groups["to"].Value] = new(null, OriginKind.Sum);
        }
        else if (Logic().Match(line) is { Success: true } logic)
        {
            origins[logic.Groups["to"].Value] = new(null, OriginKind.Logic);
        }
        else if (Copy().Match(line) is { Success: true } copy)
        {
            bool isExtension = copy.Groups["sign"].Success;
            origins[copy.Groups["to"].Value] = isExtension
                ? new(
                    copy.Groups["from"].Value, OriginKind.Extension, int.Parse(copy.Groups["bits"].ValueSpan, CultureInfo.InvariantCulture))
                : new(copy.Groups["from"].Value, OriginKind.Copy);
            return isExtension;
        }

        return SignedProduct().IsMatch(line);
    }

    private static IEnumerable<string> Restored(IEnumerable<string> lines, List<Dictionary<string, Origin>> modules)
    {
        int module = -1;
        foreach (string line in lines)
        {
            module += line.StartsWith("module ", StringComparison.Ordinal) ? 1 : 0;
            yield return module < 0 ? line : SignedProduct().Replace(
                Sum().Replace(line, sum => Signed(sum, modules[module])), "${left}$$signed(${first}) * $$signed(${second})${right}");
        }
    }

    private static string Signed(Match sum, Dictionary<string, Origin> origins)
    {
        var (first, second) = (sum.Groups["first"].Value, sum.Groups["second"].Value);
        return IsFirst(first, second) || (sum.Groups["operator"].Value == "+" && IsFirst(second, first))
            ? $"{sum.Groups["left"].Value}$signed({Narrow(first)}) {sum.Groups["operator"].Value} $signed({Narrow(second)});" : sum.Value;

        bool IsFirst(string name, string other)
            => ExtendedBits(name) > ExtendedBits(other) && KindOf(name) != OriginKind.Sum && KindOf(other) == OriginKind.Logic;

        int ExtendedBits(string name) => origins.TryGetValue(name, out var origin) ? origin.ExtendedBits : 0;

        string Narrow(string name)
            => origins.TryGetValue(name, out var origin) && origin.Kind == OriginKind.Extension ? origin.From! : name;

        OriginKind? KindOf(string name)
        {
            while (origins.TryGetValue(name, out var next))
            {
                if (next.From is null)
                {
                    return next.Kind;
                }

                name = next.From;
            }

            return null;
        }
    }

    private enum OriginKind
    {
        Copy,
        Extension,
        Sum,
        Logic,
    }

    // Every name is assigned once, so that no chain of origins comes back to itself.
    private sealed record Origin(string? From, OriginKind Kind, int ExtendedBits = 0);

    [GeneratedRegex(@"^ *assign (?<to>\w+) = (?:(?<sign>\{\{(?<bits>[0-9]+)\{\w+(?:\[[0-9]+\])?\}\}, )(?<from>\w+)\}; // sext"
        + @"|(?<from>\w+)(?:\[[0-9:]+\])?;(?: // .*)?)$")]
    private static partial Regex Copy();

    [GeneratedRegex(@"^ *assign (?<to>\w+) = (?:\w+ (?:\?|[&|^] \w+;)|~)")]
    private static partial Regex Logic();

    [GeneratedRegex(@"^(?<left> *assign (?<to>\w+) = )(?<first>\w+) (?<operator>[-+]) (?<second>\w+);$")]
    private static partial Regex Sum();

    [GeneratedRegex(@"^(?<left> *assign \w+ = )(?<first>\w+) \* (?<second>\w+)(?<right>; // smul)$")]
    private static partial Regex SignedProduct();
}
