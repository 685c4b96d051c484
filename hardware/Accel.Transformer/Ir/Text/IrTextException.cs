using System.Globalization;

namespace Accel.Transformer.Ir.Text;

/// <summary>A text is no IR.</summary>
/// <param name="problem">What was expected, and what is there.</param>
/// <param name="line">Where, from 1; 0 where the text as a whole is meant.</param>
/// <param name="column">Where in the line, from 1.</param>
public sealed class IrTextException(string problem, int line, int column)
    : FormatException(line == 0 ? problem : string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {problem}"))
{
    /// <summary>What was expected, and what is there.</summary>
    public string Problem { get; } = problem;

    /// <summary>Line, from 1; 0 where the text as a whole is meant.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;
}
