namespace Accel.Boards.Tests;

/// <summary>The committed board files.</summary>
internal static class BoardTexts
{
    internal static string Of(string id) => File.ReadAllText(Path.Combine(Repository.Root, "boards", id + ".json"));
}
