using System.Globalization;

namespace Accel.Hast;

/// <summary>Where a stream is read or written in C#.</summary>
/// <param name="Member">Method.</param>
/// <param name="File">Path.</param>
/// <param name="Line">From 1.</param>
internal sealed record StreamPlace(string Member, string File, int Line)
{
    /// <summary>File name and line.</summary>
    public static string Text(string file, int line) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}({line})");

    /// <inheritdoc/>
    public override string ToString() => $"{Member} at {Text(File, Line)}";
}
