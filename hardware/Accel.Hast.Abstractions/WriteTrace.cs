namespace Accel.Hast;

/// <summary>A line of C#.</summary>
/// <param name="File">As the compiler was given it.</param>
/// <param name="Line">The first is 1.</param>
public readonly record struct CodeLine(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>
/// Which line of a kernel that runs as plain C# was the last to write each cell of the memory. The compiler weaves <see cref="Cell"/> into
/// writes where somebody asks for it; kernels do not call it.
/// </summary>
public static class WriteTrace
{
    private static readonly AsyncLocal<Dictionary<int, CodeLine>?> _lines = new();

    /// <summary>Runs something, its tasks included.</summary>
    /// <param name="run">What to run.</param>
    /// <returns>The lines by cell; cells that nothing wrote are not among them.</returns>
    public static IReadOnlyDictionary<int, CodeLine> Of(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var before = _lines.Value;
        Dictionary<int, CodeLine> lines = [];
        _lines.Value = lines;
        try
        {
            run();
        }
        finally
        {
            _lines.Value = before;
        }

        return lines;
    }

    /// <summary>A write to a cell.</summary>
    /// <returns>The cell.</returns>
    public static int Cell(int cell, string file, int line)
    {
        if (_lines.Value is { } lines)
        {
            lock (lines)
            {
                lines[cell] = new CodeLine(file, line);
            }
        }

        return cell;
    }
}
