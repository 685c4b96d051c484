namespace Accel.Host.Tests;

/// <summary>A worked example of docs/protocol.md.</summary>
/// <param name="Title">The line above it.</param>
/// <param name="Frame">The frame before COBS.</param>
/// <param name="Line">The bytes on the line.</param>
public sealed record WorkedExample(string Title, byte[] Frame, byte[] Line)
{
    /// <summary>The bytes on the line without the 00, to be decoded in place.</summary>
    internal byte[] Stuffed => [.. Line.SkipLast(1)];

    public override string ToString() => Title;
}

/// <summary>The worked examples of docs/protocol.md, as a reader would take them from there.</summary>
internal static class ProtocolDocument
{
    internal static IReadOnlyList<WorkedExample> Examples { get; } = Read();

    internal static WorkedExample Example(string beginning, int skip = 0)
        => Examples.Skip(Examples.ToList().FindIndex(e => e.Title.StartsWith(beginning, StringComparison.Ordinal)) + skip).First();

    private static List<WorkedExample> Read()
    {
        List<WorkedExample> examples = [];
        string title = "", key = "";
        var hex = new Dictionary<string, string>();
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "host/Accel.Host/docs/protocol.md")).SkipWhile(l => !l.StartsWith("## 7.", StringComparison.Ordinal)).Skip(1).Append("the end"))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                string text = line.Trim();
                if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                {
                    (key, text) = (text[..colon], text[(colon + 1)..]);
                }

                hex[key] = hex.GetValueOrDefault(key, "") + text.Replace(" ", "", StringComparison.Ordinal);
            }
            else if (line.Length > 0)
            {
                if (hex.Count > 0)
                {
                    examples.Add(new WorkedExample(title, Convert.FromHexString(hex["frame"]), Convert.FromHexString(hex["line"])));
                    hex.Clear();
                }

                title = line;
            }
        }

        return examples;
    }
}
