namespace Accel.Transformer.Tests;

/// <summary>Compares a text with a file of the repository; ACCEL_UPDATE_GOLDEN=1 writes the file instead.</summary>
internal static class GoldenText
{
    /// <summary>The folder that holds Accel.sln.</summary>
    public static string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Accel.sln")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException("Accel.sln is in no folder above the test's; run the test from a checkout");
        }
    }

    /// <summary>Asserts that the file has this text.</summary>
    public static void AssertSame(string path, string text)
    {
        string file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        string expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(expected == text, $"{path} is not current; ACCEL_UPDATE_GOLDEN=1 rewrites it. Now:\n{text}");
    }
}
