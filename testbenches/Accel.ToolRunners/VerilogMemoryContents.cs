using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// What the memories of GHDL's Verilog hold at the start, moved to files of their own (IEEE 1364-2005, 17.2.9, $readmemb). GHDL writes an assignment a word, and
/// the time that Yosys takes to read them grows with their square: 64 Ki words take it more than seven minutes, their file less than a second.
/// </summary>
internal static partial class VerilogMemoryContents
{
    private const string Begin = "initial begin";

    /// <summary>Moves every memory's words to <c>FILE_N.mem</c> beside the file; N counts from 0.</summary>
    /// <param name="directory">The directory from which Yosys will read it.</param>
    /// <param name="verilogFile">The file's name there; rewritten.</param>
    /// <exception cref="FormatException">The words of a memory are not numbered downwards to zero.</exception>
    internal static void MoveToFiles(string directory, string verilogFile)
    {
        string original = Path.Combine(directory, verilogFile);
        string rewritten = original + ".rewritten";
        using (var reader = new StreamReader(original))
        using (var writer = new StreamWriter(rewritten))
        {
            int memories = 0;
            while (reader.ReadLine() is { } line)
            {
                if (line.Trim() != Begin)
                {
                    writer.WriteLine(line);
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
}
