namespace Accel.Tests;

/// <summary>The checkout that the tests were built from; compiled into every test project.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Accel.sln.</summary>
    internal static string Root { get; } = Find();

    private static string Find()
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
