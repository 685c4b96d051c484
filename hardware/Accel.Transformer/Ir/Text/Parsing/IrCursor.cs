using System.Runtime.CompilerServices;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>Where a parser is in the text.</summary>
internal sealed class IrCursor(IReadOnlyList<IrToken> tokens)
{
    private readonly List<string> _files = [];
    private int _at;

    /// <summary>What comes next.</summary>
    public IrToken Next => tokens[_at];

    /// <summary>What comes behind that.</summary>
    public IrToken Second => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <summary>Gives what comes next and goes on behind it.</summary>
    public IrToken Take()
    {
        IrToken token = tokens[_at];
        _at = Math.Min(_at + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>Goes on behind a symbol if it comes next.</summary>
    public bool TrySymbol(string symbol) => Try(Next.IsSymbol(symbol));

    /// <summary>Goes on behind a word if it comes next.</summary>
    public bool TryWord(string word) => Try(Next.IsWord(word));

    /// <summary>Goes on behind a symbol.</summary>
    public void Symbol(string symbol)
    {
        if (!TrySymbol(symbol))
        {
            throw Expected(symbol);
        }
    }

    /// <summary>Goes on behind a word.</summary>
    public void Word(string word)
    {
        if (!TryWord(word))
        {
            throw Expected(word);
        }
    }

    /// <summary>A name.</summary>
    /// <param name="what">Of what, for the message.</param>
    public IrToken Name(string what) => Next.Kind == IrTokenKind.Name ? Take() : throw Expected(what);

    /// <summary>A text in quotes.</summary>
    public string Text(string what) => Next.Kind == IrTokenKind.Text ? Take().Text : throw Expected($"{what} in quotes");

    /// <summary>A type.</summary>
    public IrType Type()
    {
        IrType type = Next.AsType ?? throw Expected("a type (bool, i1 to i64, u2 to u64)");
        _ = Take();
        return type;
    }

    /// <summary>A number without a type, with a sign or without.</summary>
    public long Number(string what, long minimum, long maximum)
    {
        IrToken first = Next;
        bool isNegative = TrySymbol("-");
        if (Next is not { Kind: IrTokenKind.Number, Type: null })
        {
            throw Expected(what);
        }

        Int128 value = Take().Value;
        value = isNegative ? -value : value;
        return value >= minimum && value <= maximum ? (long)value : throw Wrong(first, $"{what} lies within {minimum} and {maximum}");
    }

    /// <summary>A small number that is not negative.</summary>
    public int Count(string what, int minimum = 0) => (int)Number(what, minimum, int.MaxValue);

    /// <summary>Adds a file that places can be in.</summary>
    public void File()
    {
        if (Count("the number of the file") != _files.Count)
        {
            throw Wrong(Next, $"files are numbered from 0: this is number {_files.Count}");
        }

        _files.Add(Text("a file"));
    }

    /// <summary>A place behind a mark, if one stands there.</summary>
    public SourceLocation? Place(string mark)
    {
        if (!TrySymbol(mark))
        {
            return null;
        }

        IrToken at = Next;
        int file = Count("the number of a file");
        if (file >= _files.Count)
        {
            throw Wrong(at, $"file {file} is not declared");
        }

        Symbol(":");
        return new SourceLocation(_files[file], Count("a line"));
    }

    /// <summary>The place at the end of this line, which is not gone to.</summary>
    public SourceLocation? PlaceOfLine()
    {
        int end = _at, start = _at;
        while (tokens[end].Kind is not (IrTokenKind.NewLine or IrTokenKind.End))
        {
            end++;
        }

        if (end - 4 < start || !tokens[end - 4].IsSymbol("#"))
        {
            return null;
        }

        _at = end - 4;
        SourceLocation? place = Place("#");
        _at = start;
        return place;
    }

    /// <summary>Goes to the next line, behind a place.</summary>
    public void EndLine(string more = "the end of the line")
    {
        _ = Place("#");
        if (Next.Kind != IrTokenKind.NewLine)
        {
            throw Expected(more);
        }

        _ = Take();
    }

    /// <summary>What to throw where something else was expected.</summary>
    public IrTextException Expected(string what) => Wrong(Next, $"expected {what}, found {Next}");

    /// <summary>What to throw about a token.</summary>
    public static IrTextException Wrong(IrToken at, string problem) => new(problem, at.Line, at.Column);

    /// <summary>To be passed wherever the parser calls itself.</summary>
    public void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Wrong(Next, "nested too deep");
        }
    }

    /// <summary>All positions at which a function begins: the lines outside of braces that are none of a program's own.</summary>
    public IEnumerable<int> Functions()
    {
        int depth = 0;
        for (int i = _at; i < tokens.Count; i++)
        {
            bool isFirst = i == 0 || tokens[i - 1].Kind == IrTokenKind.NewLine;
            depth += tokens[i].IsSymbol("{") ? 1 : tokens[i].IsSymbol("}") ? -1 : 0;
            if (isFirst && depth == 0 && tokens[i].Kind == IrTokenKind.Name
                && !tokens[i].IsWord("array") && !tokens[i].IsWord("persistent"))
            {
                yield return i;
            }
        }
    }

    /// <summary>Does something at another position and comes back.</summary>
    public void At(int position, Action look)
    {
        int at = _at;
        _at = position;
        look();
        _at = at;
    }

    private bool Try(bool isNext)
    {
        if (isNext)
        {
            _ = Take();
        }

        return isNext;
    }
}
