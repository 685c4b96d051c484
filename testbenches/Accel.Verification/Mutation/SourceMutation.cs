using System.Globalization;
using Accel.Transformer;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Verification;

/// <summary>One small change of a kernel's C#.</summary>
/// <param name="File">The file's path in the source.</param>
/// <param name="Line">From 1.</param>
/// <param name="Span">What is replaced.</param>
/// <param name="From">The text there.</param>
/// <param name="To">The text in its place.</param>
public sealed record SourceMutation(string File, int Line, TextSpan Span, string From, string To)
{
    /// <summary>The source with the change; the lines of everything else stay.</summary>
    public KernelSource Apply(KernelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source with
        {
            Files = [.. source.Files.Select(f => f.Path != File ? f : f with { Text = f.Text[..Span.Start] + To + f.Text[Span.End..] })],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {OneLine(From)} made {OneLine(To)}");

    private static string OneLine(string text) => text.Length == 0 ? "(nothing)" : $"`{string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))}`";
}
