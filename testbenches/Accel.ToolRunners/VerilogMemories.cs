using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The memories of GHDL's Verilog, made ready for Yosys. What they hold at the start moves to files of their own (IEEE 1364-2005, 17.2.9,
/// $readmemb): GHDL writes an assignment a word, and the time that Yosys takes to read them grows with their square: 64 Ki words take it
/// more than six minutes, their file a second. What they are to be built of comes back (<see cref="RamStyles"/>).
/// </summary>
internal static partial class VerilogMemories
{
    private const string Begin = "initial begin";
    private const string Clocked = "always @(posedge ";

    /// <summary>Rewrites the file, and writes every memory's words to <c>FILE_N.mem</c> beside it; N counts from 0.</summary>
    /// <param name="directory">The directory from which Yosys will read it.</param>
    /// <param name="verilogFile">The file's name there.</param>
    /// <param name="styles">Of the VHDL that it was made of.</param>
    /// <exception cref="FormatException">The words of a memory are not numbered downwards to zero.</exception>
    internal static void Rewrite(string directory, string verilogFile, RamStyles styles)
    {
        string original = Path.Combine(directory, verilogFile);
        string rewritten = original + ".rewritten";
        using (var reader = new StreamReader(original))
        using (var writer = new StreamWriter(rewritten))
        {
            int memories = 0;
            string module = "";
            HashSet<string> kept = [];
            while (reader.ReadLine() is { } line)
            {
                if (ModuleLine().Match(line) is { Success: true } m)
                {
                    module = m.Groups["name"].Value;
                    kept.Clear();
                }

                if (styles.KeptBy(module, line) is { } register)
                {
                    kept.Add(register);
                }

                if (kept.Count > 0 && line.TrimStart().StartsWith(Clocked, StringComparison.Ordinal) && reader.ReadLine() is { } assignment)
                {
                    // A flip-flop has the attributes of its statement.
                    writer.WriteLine(kept.Contains(assignment.Split("<=")[0].Trim()) ? $"  (* keep *)\n{line}" : line);
                    writer.WriteLine(assignment);
                    continue;
                }

                if (line.Trim() != Begin)
                {
                    writer.WriteLine(styles.Mark(module, line));
                    continue;
                }

                string? first = reader.ReadLine();
                if (first is null || !Word().IsMatch(first))
                {
                    writer.WriteLine(line);
                    writer.WriteLine(first);
                    continue;
                }

                string contents = $"{Path.GetFileNameWithoutExtension(verilogFile)}_{memories++}.mem";
                writer.WriteLine(Move(reader, first, Path.Combine(directory, contents)));
            }
        }

        File.Move(rewritten, original, overwrite: true);
    }

    // Writes the words from the first line to the block's end, the lowest address first, and gives the statement that reads them.
    private static string Move(StreamReader reader, string first, string contents)
    {
        var word = Word().Match(first);
        string memory = word.Groups["memory"].Value;
        string[] words = new string[Index(word) + 1];
        int next = words.Length;
        while (word.Success)
        {
            if (next == 0 || Index(word) != --next || word.Groups["memory"].Value != memory)
            {
                throw new FormatException($"{word.Value.Trim()} was expected to be word {next} of {memory}");
            }

            words[next] = word.Groups["bits"].Value;
            word = Word().Match(reader.ReadLine() ?? "");
        }

        // The line that did not match is the block's `end`.
        if (next != 0)
        {
            throw new FormatException($"{memory} starts without its words below {next}");
        }

        File.WriteAllLines(contents, words);
        return $"  initial $readmemb(\"{Path.GetFileName(contents)}\", {memory}, 0, {words.Length - 1});";
    }

    private static int Index(Match word) => int.Parse(word.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ *(?<memory>\w+)\[(?<index>[0-9]+)\] = [0-9]+'b(?<bits>[01xzXZ]+);$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^module (?<name>\w+)")]
    private static partial Regex ModuleLine();
}
