namespace Accel.ToolRunners;

/// <summary>A text file that is replaced by what is made of its lines; it may be too large to be held.</summary>
internal static class RewrittenFile
{
    /// <summary>Replaces it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rewrite">From its lines to those of the new one.</param>
    internal static void Replace(string path, Func<IEnumerable<string>, IEnumerable<string>> rewrite)
    {
        string rewritten = path + ".rewritten";
        File.WriteAllLines(rewritten, rewrite(File.ReadLines(path)));
        File.Move(rewritten, path, overwrite: true);
    }
}
