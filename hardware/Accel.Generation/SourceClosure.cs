using System.Text.RegularExpressions;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>
/// The files that a kernel's classes name, directly or through other files: those that its hardware can depend on. By names alone, without
/// scopes, so that a file too many may be among them but none is missing.
/// </summary>
internal static partial class SourceClosure
{
    /// <summary>The files, in the order of the source.</summary>
    internal static IEnumerable<SourceFile> Of(KernelSource source, string kernel)
    {
        var declaring = source.Files
            .SelectMany(static f => Declaration().Matches(Code(f)).Select(m => (Type: m.Groups[1].Value, File: f)))
            .ToLookup(static d => d.Type, static d => d.File, StringComparer.Ordinal);
        var found = new HashSet<SourceFile>();
        var waiting = new Queue<SourceFile>(source.ClassesOf(kernel).SelectMany(c => declaring[c[(c.LastIndexOf('.') + 1)..]]));
        while (waiting.TryDequeue(out var file))
        {
            if (found.Add(file))
            {
                foreach (var named in Name().Matches(Code(file)).SelectMany(m => declaring[m.Value]))
                {
                    waiting.Enqueue(named);
                }
            }
        }

        return source.Files.Where(found.Contains);
    }

    // Comments name whatever explains the code.
    private static string Code(SourceFile file) => Comment().Replace(file.Text, "");

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:class|struct|record|enum|interface)\s+(\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Name();
}
