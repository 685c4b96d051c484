namespace Accel.Tests;

/// <summary>Compares a text with a file of the repository; ACCEL_UPDATE_GOLDEN=1 writes the file instead.</summary>
internal static class GoldenText
{
    /// <summary>Asserts that the file has this text.</summary>
    public static void AssertSame(string path, string text)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        string expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Xunit.Assert.True(expected == text, $"{path} is not current; ACCEL_UPDATE_GOLDEN=1 rewrites it. {FirstDifference(expected, text)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] was = expected.Split('\n'), now = actual.Split('\n');
        int line = was.Zip(now).TakeWhile(static pair => pair.First == pair.Second).Count();
        static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of the text)";
        return $"Line {line + 1} was\n{At(was, line)}\nand is now\n{At(now, line)}";
    }
}
