using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The signs in GHDL's Verilog. GHDL 2.0.0 writes a product of signed values as one of unsigned values that are extended with their sign:
/// of the same bits, but tools that make multipliers as wide as the factors would make wider ones than of the VHDL. Sums are left as they
/// are: Yosys would join signed ones into carry-save trees, which took 8 to 24 % more LUTs for the attention kernel.
/// </summary>
internal static partial class VerilogSigns
{
    /// <summary>Makes them products of signed values; a file without any stays as it is.</summary>
    /// <param name="verilogFile">The path.</param>
    internal static void Restore(string verilogFile)
    {
        if (!File.ReadLines(verilogFile).Any(SignedProduct().IsMatch))
        {
            return;
        }

        string rewritten = verilogFile + ".signed";
        File.WriteAllLines(
            rewritten, File.ReadLines(verilogFile)
                .Select(static line => SignedProduct().Replace(line, "${left}$$signed(${first}) * $$signed(${second})${right}")));
        File.Move(rewritten, verilogFile, overwrite: true);
    }

    [GeneratedRegex(@"^(?<left> *assign \w+ = )(?<first>\w+) \* (?<second>\w+)(?<right>; // smul)$")]
    private static partial Regex SignedProduct();
}
