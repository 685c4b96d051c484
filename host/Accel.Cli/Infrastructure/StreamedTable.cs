using Spectre.Console;

namespace Accel.Cli;

/// <summary>A column of a <see cref="StreamedTable"/>.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">In characters; a longer text takes the room that it needs.</param>
/// <param name="IsNumber">Whether it stands at the right.</param>
internal sealed record StreamedColumn(string Title, int Width, bool IsNumber = false);

/// <summary>A table whose rows are written as they come, so that nothing is lost when the work ends early.</summary>
internal sealed class StreamedTable(CliConsole console, params StreamedColumn[] columns)
{
    private bool _hasHead;

    /// <summary>Writes a row, and the heading before the first one.</summary>
    internal void Row(params string[] cells)
    {
        if (!_hasHead)
        {
            _hasHead = true;
            Line([.. columns.Select(static c => c.Title)]);
            Line([.. columns.Select(static c => new string('-', c.Width))]);
        }

        Line(cells);
    }

    private void Line(string[] cells)
        => console.Output.WriteLine(string.Join("  ", cells.Zip(columns, static (cell, column) =>
        {
            string text = PlainText.Name(cell);
            return column.IsNumber ? text.PadLeft(column.Width) : text.PadRight(column.Width);
        })).TrimEnd());
}

/// <summary>Text from outside as a cell of a table of Spectre.Console.</summary>
internal static class Cell
{
    /// <summary>One line without control characters or markup.</summary>
    internal static string Of(string text) => Markup.Escape(PlainText.Name(text));
}
