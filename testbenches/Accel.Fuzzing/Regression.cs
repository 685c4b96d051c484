using System.Collections.Immutable;
using System.Globalization;
using Accel.Rtl.Estimation;
using Accel.Transformer;

namespace Accel.Fuzzing;

/// <summary>A file of the folder of regressions: comments that say where it comes from and how it is run, then the program.</summary>
public static class Regression
{
    private const string SeedMark = "// seed ";
    private const string FoundMark = "// found ";
    private const string RunMark = "// run ";
    private const string ReplaceMark = "// replace ";
    private const string SpaceMark = "namespace ";

    /// <summary>Checks a file.</summary>
    /// <param name="file">Its text.</param>
    /// <returns>What is wrong; null where all ways of running it agree, or where the compiler refuses it with a diagnostic.</returns>
    public static string? Check(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using ProgramBatch batch = new([Read(file)]);
        Verdict verdict = batch.Programs is [var compiled] ? ProgramCheck.Run(compiled) : new Verdict(Outcome.Invalid, "C#", batch.Refused[0].Errors);
        return verdict.IsFailure ? verdict.ToString() : null;
    }

    internal static string Write(FuzzProgram program, string found)
    {
        string replacements = string.Concat(program.Options.Replacements.Where(pair => program.Text.Contains($"\"{pair.Key}\"", StringComparison.Ordinal))
            .Select(pair => $"{ReplaceMark}{pair.Key} {pair.Value}\n"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{SeedMark}{program.Seed}\n{FoundMark}{found.ReplaceLineEndings(" ")}\n{RunMark}cells {program.Cells} clock {program.Options.ClockPeriodNs} latency {program.LatencyCycles} port {program.Options.PortBits} family {program.Options.Family}\n{replacements}{program.Text}");
    }

    internal static FuzzProgram Read(string file)
    {
        string[] lines = file.Split('\n');
        string After(string mark) => lines.FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..].Trim()
            ?? throw new FormatException($"a regression has a line that begins with \"{mark}\"");
        Dictionary<string, string> run = After(RunMark).Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        TransformOptions defaults = new();
        return new FuzzProgram(
            int.Parse(After(SeedMark), CultureInfo.InvariantCulture),
            After(SpaceMark).TrimEnd(';'),
            file,
            int.Parse(run["cells"], CultureInfo.InvariantCulture),
            new TransformOptions
            {
                ClockPeriodNs = double.Parse(run["clock"], CultureInfo.InvariantCulture),
                PortBits = run.TryGetValue("port", out string? port) ? int.Parse(port, CultureInfo.InvariantCulture) : defaults.PortBits,
                Family = run.TryGetValue("family", out string? family) ? Enum.Parse<DeviceFamily>(family) : defaults.Family,
                Replacements = lines.Where(line => line.StartsWith(ReplaceMark, StringComparison.Ordinal))
                    .Select(line => line[ReplaceMark.Length..].Split(' ', 2))
                    .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
            },
            int.Parse(run["latency"], CultureInfo.InvariantCulture));
    }
}
