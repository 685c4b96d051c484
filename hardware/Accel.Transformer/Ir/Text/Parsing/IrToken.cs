using System.Globalization;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>What a token is.</summary>
internal enum IrTokenKind
{
    /// <summary>A name or a word of the text; names may be in quotes and have a number behind an apostrophe.</summary>
    Name,

    /// <summary>In double quotes.</summary>
    Text,

    /// <summary>Digits, with a type behind a colon or without.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>The end of a line that holds something.</summary>
    NewLine,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Column">Where in the line, from 1.</param>
internal sealed record IrToken(IrTokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>A name in quotes is no word.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>What tells equal names apart: 1 for the first one.</summary>
    public int Number { get; init; } = 1;

    /// <summary>That of a number.</summary>
    public Int128 Value { get; init; }

    /// <summary>That of a number, where it is written.</summary>
    public IrType? Type { get; init; }

    public bool IsWord(string word) => Kind == IrTokenKind.Name && !IsQuoted && Number == 1 && Text == word;

    public bool IsSymbol(string symbol) => Kind == IrTokenKind.Symbol && Text == symbol;

    /// <summary>The type that an unquoted name is, or null.</summary>
    public IrType? AsType => Kind == IrTokenKind.Name && !IsQuoted && Number == 1 ? IrWords.Type(Text) : null;

    /// <summary>For messages.</summary>
    public override string ToString() => Kind switch
    {
        IrTokenKind.NewLine => "the end of the line",
        IrTokenKind.End => "the end of the text",
        IrTokenKind.Text => IrWords.Quoted(Short(Text), IrWords.TextQuote),
        IrTokenKind.Number => Short(Value.ToString(CultureInfo.InvariantCulture)) + (Type is { } type ? $":{type}" : ""),
        IrTokenKind.Name => (IsQuoted ? IrWords.Quoted(Short(Text), IrWords.NameQuote) : Short(Text))
            + (Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"'{Number}")),
        _ => Text,
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
