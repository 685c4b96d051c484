using System.Globalization;
using System.Text;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>Cuts a text into tokens. Lines that hold nothing, and what stands behind <c>//</c>, are left out.</summary>
internal sealed class IrLexer(string text)
{
    private static readonly string[] _symbols =
    [
        "<<", ">>", "==", "!=", "<=", "..", "+", "-", "*", "/", "%", "&", "|", "^", "<", "=", "~", "?", ":", "(", ")", "[", "]", "{", "}",
        ",", "#", "@",
    ];

    private readonly List<IrToken> _tokens = [];
    private int _at, _line = 1, _lineStart;

    private int Column => _at - _lineStart + 1;

    /// <summary>All tokens; the last one is the end.</summary>
    /// <exception cref="IrTextException">Something is no token.</exception>
    public static IReadOnlyList<IrToken> Tokens(string text)
    {
        var lexer = new IrLexer(text);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < text.Length)
        {
            char c = text[_at];
            if (c == '\n')
            {
                EndLine();
                _at++;
                _line++;
                _lineStart = _at;
            }
            else if (c is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (text.AsSpan(_at).StartsWith("//", StringComparison.Ordinal))
            {
                int end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                _tokens.Add(Token(c));
            }
        }

        EndLine();
        _tokens.Add(new IrToken(IrTokenKind.End, "", _line, Column));
    }

    private void EndLine()
    {
        if (_tokens.Count > 0 && _tokens[^1].Kind != IrTokenKind.NewLine)
        {
            _tokens.Add(new IrToken(IrTokenKind.NewLine, "", _line, Column));
        }
    }

    private IrToken Token(char c)
    {
        int column = Column;
        if (IrWords.Begins(c) || c == IrWords.NameQuote)
        {
            bool isQuoted = c == IrWords.NameQuote;
            string name = isQuoted ? Quoted(c) : While(IrWords.GoesOn);
            return new IrToken(IrTokenKind.Name, name, _line, column) { IsQuoted = isQuoted, Number = NameNumber() };
        }

        if (c == IrWords.TextQuote)
        {
            return new IrToken(IrTokenKind.Text, Quoted(c), _line, column);
        }

        if (char.IsAsciiDigit(c))
        {
            return Number(column);
        }

        string symbol = Array.Find(_symbols, s => string.CompareOrdinal(text, _at, s, 0, s.Length) == 0)
            ?? throw Wrong($"{IrWords.Quoted(c.ToString(), IrWords.NameQuote)} begins nothing that IR has");
        _at += symbol.Length;
        return new IrToken(IrTokenKind.Symbol, symbol, _line, column);
    }

    private int NameNumber()
    {
        if (_at >= text.Length || text[_at] != '\'')
        {
            return 1;
        }

        _at++;
        string digits = While(char.IsAsciiDigit);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 2
            ? number : throw Wrong("behind the apostrophe of a name stands a number from 2");
    }

    private IrToken Number(int column)
    {
        int start = _at;
        string digits = While(char.IsAsciiDigit);
        if (digits.Length > 20)
        {
            _at = start;
            throw Wrong("no number of 64 bits has so many digits");
        }

        IrType? type = null;
        if (_at + 1 < text.Length && text[_at] == ':' && IrWords.Begins(text[_at + 1]))
        {
            _at++;
            int typeStart = _at;
            string word = While(IrWords.GoesOn);
            if (IrWords.Type(word) is not { } known)
            {
                _at = typeStart;
                throw Wrong("expected a type, as in 5:u8");
            }

            type = known;
        }

        return new IrToken(IrTokenKind.Number, digits, _line, column)
            { Value = Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), Type = type };
    }

    private string While(Func<char, bool> isPart)
    {
        int start = _at;
        while (_at < text.Length && isPart(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted(char quote)
    {
        var result = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '\n'; _at++)
        {
            char c = text[_at];
            if (c == quote)
            {
                _at++;
                return result.ToString();
            }

            _ = result.Append(c == '\\' ? Escaped(quote) : c);
        }

        throw Wrong($"expected {quote}, which ends what is quoted");
    }

    // Stands at the last character of the escape afterwards.
    private char Escaped(char quote)
    {
        _at++;
        char c = _at < text.Length ? text[_at] : '\n';
        if (c == quote || c == '\\')
        {
            return c;
        }

        if (c == 'u' && _at + 4 < text.Length
            && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            _at += 4;
            return (char)code;
        }

        throw Wrong($"behind \\ stands {quote}, \\ or u and four hexadecimal digits");
    }

    private IrTextException Wrong(string problem) => new(problem, _line, Column);
}
