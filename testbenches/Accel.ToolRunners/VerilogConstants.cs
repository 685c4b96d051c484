using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The wide constants in GHDL's Verilog. GHDL 2.0.0 writes one of more than 32 bits as VHDL has it, "0100...": for Verilog that is a
/// string, of eight bits for each digit.
/// </summary>
internal static partial class VerilogConstants
{
    /// <summary>Makes them constants of as many bits as they have digits; a file without any stays as it is.</summary>
    /// <param name="verilogFile">The path.</param>
    internal static void Restore(string verilogFile)
    {
        if (File.ReadLines(verilogFile).Any(static line => Digits().IsMatch(line)))
        {
            RewrittenFile.Replace(verilogFile, static lines => lines.Select(static line => Digits().Replace(line, Constant)));
        }
    }

    private static string Constant(Match match)
    {
        string digits = match.Groups[1].Value;
        return string.Create(CultureInfo.InvariantCulture, $"{digits.Length}'b{digits}");
    }

    [GeneratedRegex("\"([01xXzZ]+)\"")]
    private static partial Regex Digits();
}
