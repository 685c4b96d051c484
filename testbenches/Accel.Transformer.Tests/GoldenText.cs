namespace Accel.Transformer.Tests;

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
        Assert.True(expected == text, $"{path} is not current; ACCEL_UPDATE_GOLDEN=1 rewrites it. Now:\n{text}");
    }
}
