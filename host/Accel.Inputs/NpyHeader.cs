using System.Collections.Immutable;
using System.Globalization;

namespace Accel.Inputs;

/// <summary>
/// The header of a .npy file: the text of a Python dictionary with the keys <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, in any
/// order, with either kind of quotes, as <c>ast.literal_eval</c> reads it.
/// </summary>
/// <param name="Descr">The element type in NumPy's words, for instance <c>|u1</c>; the text of a list for a structured one.</param>
/// <param name="IsFortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The dimensions.</param>
internal sealed record NpyHeader(string Descr, bool IsFortranOrder, ImmutableArray<long> Shape)
{
    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is no such dictionary; the message says why.</exception>
    public static NpyHeader Parse(string text) => new Parser(text).Header();

    private sealed class Parser(string text)
    {
        private int _at;

        public NpyHeader Header()
        {
            string? descr = null;
            bool? fortran = null;
            ImmutableArray<long>? shape = null;
            Take('{');
            while (!TryTake('}'))
            {
                string key = String();
                Take(':');
                switch (key)
                {
                    case "descr" when descr is null:
                        descr = Peek() is '\'' or '"' ? String() : List();
                        break;
                    case "fortran_order" when fortran is null:
                        fortran = Boolean();
                        break;
                    case "shape" when shape is null:
                        shape = Tuple();
                        break;
                    default:
                        throw new FormatException(
                            $"its header has the key '{PlainText.Name(key)}' {(key is "descr" or "fortran_order" or "shape" ? "twice" : ", which no .npy file has")}");
                }

                if (!TryTake(','))
                {
                    Take('}');
                    break;
                }
            }

            if (Peek() != '\0')
            {
                throw Unexpected("the end");
            }

            return new NpyHeader(
                descr ?? throw Missing("descr"), fortran ?? throw Missing("fortran_order"), shape ?? throw Missing("shape"));
        }

        private static FormatException Missing(string key) => new($"its header has no key '{key}'");

        private FormatException Unexpected(string expected)
            => new($"its header is no dictionary of a .npy file: {expected} is expected at character {_at} of "
                + PlainText.Name(text.Trim(), 100));

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return _at < text.Length ? text[_at] : '\0';
        }

        private bool TryTake(char c)
        {
            bool isThere = Peek() == c;
            _at += isThere ? 1 : 0;
            return isThere;
        }

        private void Take(char c)
        {
            if (!TryTake(c))
            {
                throw Unexpected($"'{c}'");
            }
        }

        private string String()
        {
            char quote = Peek();
            int end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
            if (end < 0)
            {
                throw Unexpected("a string");
            }

            string value = text[(_at + 1)..end];
            _at = end + 1;
            return value;
        }

        private bool Boolean()
        {
            Peek();
            foreach (var (word, value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
            {
                if (string.CompareOrdinal(text, _at, word, 0, word.Length) == 0)
                {
                    _at += word.Length;
                    return value;
                }
            }

            throw Unexpected("True or False");
        }

        private ImmutableArray<long> Tuple()
        {
            var numbers = ImmutableArray.CreateBuilder<long>();
            Take('(');
            while (!TryTake(')'))
            {
                numbers.Add(Dimension());
                if (!TryTake(','))
                {
                    Take(')');
                    break;
                }
            }

            return numbers.ToImmutable();
        }

        private long Dimension()
        {
            Peek();
            int begin = _at;
            while (_at < text.Length && text[_at] is not (',' or ')' or '}'))
            {
                _at++;
            }

            string word = text[begin.._at].TrimEnd();
            if (word.Length == 0)
            {
                throw Unexpected("a dimension");
            }

            // Python 2 wrote its long numbers with an L.
            return long.TryParse(word.EndsWith('L') ? word[..^1] : word, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new FormatException(
                    $"its header claims the dimension {PlainText.Name(word, 60)}; a dimension is a whole number, 0 or more");
        }

        // A structured type, which no input has: its text is all that is wanted.
        private string List()
        {
            int begin = _at, depth = 0;
            do
            {
                depth += Peek() switch { '[' or '(' => 1, ']' or ')' => -1, '\0' => throw Unexpected("a type"), _ => 0 };
                _at++;
            }
            while (depth > 0);
            return text[begin.._at];
        }
    }
}
