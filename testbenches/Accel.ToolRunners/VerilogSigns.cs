using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The signs in GHDL's Verilog. GHDL 2.0.0 writes sums and products of signed values as ones of unsigned values that are extended with their sign: of the same bits,
/// but tools would make wider multipliers of them than of the VHDL, and Yosys would take any of two terms of equal width for the one that a carry chain takes as it
/// is, where it takes the narrower one otherwise.
/// </summary>
internal static partial class VerilogSigns
{
    /// <summary>Makes them sums and products of signed values; a file without any stays as it is.</summary>
    /// <param name="verilogFile">The path.</param>
    internal static void Restore(string verilogFile)
    {
        if (!File.ReadLines(verilogFile).Any(static line => line.Contains("; // smul", StringComparison.Ordinal) || Extension().IsMatch(line)))
        {
            return;
        }

        string rewritten = verilogFile + ".signed";
        File.WriteAllLines(rewritten, Restore(File.ReadLines(verilogFile)));
        File.Move(rewritten, verilogFile, overwrite: true);
    }

    private static IEnumerable<string> Restore(IEnumerable<string> lines)
    {
        // What a signal is the extension of; names are those of one module.
        Dictionary<string, string> extended = [];
        foreach (string line in lines)
        {
            if (line.StartsWith("module ", StringComparison.Ordinal))
            {
                extended.Clear();
            }

            if (Extension().Match(line) is { Success: true } extension)
            {
                extended[extension.Groups["wide"].Value] = extension.Groups["narrow"].Value;
            }

            yield return SignedProduct().Replace(Sum().Replace(line, Signed), "${left}$$signed(${first}) * $$signed(${second})${right}");
        }

        string Signed(Match sum)
        {
            var (first, second) = (sum.Groups["first"].Value, sum.Groups["second"].Value);
            return !extended.ContainsKey(first) && !extended.ContainsKey(second) ? sum.Value
                : $"{sum.Groups["left"].Value}$signed({Narrow(first)}) {sum.Groups["operator"].Value} $signed({Narrow(second)});";
        }

        string Narrow(string name) => extended.GetValueOrDefault(name, name);
    }

    [GeneratedRegex(@"^ *assign (?<wide>\w+) = \{\{[0-9]+\{(?<narrow>\w+)(\[[0-9]+\])?\}\}, \k<narrow>\}; // sext$")]
    private static partial Regex Extension();

    [GeneratedRegex(@"^(?<left> *assign \w+ = )(?<first>\w+) (?<operator>[-+]) (?<second>\w+);$")]
    private static partial Regex Sum();

    [GeneratedRegex(@"^(?<left> *assign \w+ = )(?<first>\w+) \* (?<second>\w+)(?<right>; // smul)$")]
    private static partial Regex SignedProduct();
}
