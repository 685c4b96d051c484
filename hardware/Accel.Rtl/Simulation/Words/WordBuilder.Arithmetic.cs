namespace Accel.Rtl.Simulation.Words;

/// <content>Arithmetic over several words, by carries and borrows.</content>
internal sealed partial class WordBuilder
{
    private Word[] Add(Word[] a, Word[] b, Word carry, int width)
    {
        return Each(width, (i, n) =>
        {
            var sum = Graph.Make(WordOp.Add, a[i], b[i], n: n);
            var result = Graph.Make(WordOp.Add, sum, carry, n: n);
            carry = Graph.Make(WordOp.Or, Graph.Make(WordOp.Less, sum, a[i]), Graph.Make(WordOp.Less, result, sum));
            return result;
        });
    }

    private Word[] Subtract(Word[] a, Word[] b, int width)
    {
        var borrow = Graph.Zero;
        return Each(width, (i, n) =>
        {
            var difference = Graph.Make(WordOp.Subtract, a[i], b[i], n: n);
            var result = Graph.Make(WordOp.Subtract, difference, borrow, n: n);
            borrow = Graph.Make(WordOp.Or, Graph.Make(WordOp.Less, a[i], b[i]), Graph.Make(WordOp.Less, difference, borrow));
            return result;
        });
    }

    /// <summary>Schoolbook, row by row; a product of two words is made of four of half words.</summary>
    private Word[] Multiply(Word[] a, Word[] b, int width)
    {
        var result = Each(width, (_, _) => Graph.Zero);
        if (result.Length == 1)
            return [Graph.Make(WordOp.Multiply, a[0], b[0], n: width)];
        for (int i = 0; i < result.Length; i++)
        {
            for (int j = 0; i + j < result.Length; j++)
            {
                var (low, high) = Product(a[i], b[j]);
                var carry = Graph.Zero;
                for (int k = i + j; k < result.Length; k++)
                {
                    var addend = k == i + j ? low : k == i + j + 1 ? high : Graph.Zero;
                    var pair = Add([result[k], Graph.Zero], [addend, Graph.Zero], carry, 128);
                    (result[k], carry) = (pair[0], pair[1]);
                }
            }
        }

        result[^1] = Graph.Make(WordOp.Field, result[^1], n: (width - 1) % 64 + 1);
        return result;
    }

    private (Word Low, Word High) Product(Word a, Word b)
    {
        Word Half(Word of, int i) => Graph.Make(WordOp.Field, of, i: 32 * i, n: 32);
        Word Times(int i, int j) => Graph.Make(WordOp.Multiply, Half(a, i), Half(b, j));
        var middle = Graph.Make(WordOp.Add, Times(1, 0), Half(Times(0, 0), 1));
        var other = Graph.Make(WordOp.Add, Times(0, 1), Half(middle, 0));
        var high = Graph.Make(WordOp.Add, Graph.Make(WordOp.Add, Times(1, 1), Half(middle, 1)), Half(other, 1));
        return (Graph.Make(WordOp.Multiply, a, b), high);
    }

    private Word Equal(Word[] a, Word[] b)
    {
        if (a.Length == 1)
            return Graph.Make(WordOp.Equal, a[0], b[0]);
        var differing = a.Zip(b, (x, y) => Graph.Make(WordOp.Xor, x, y)).Aggregate((x, y) => Graph.Make(WordOp.Or, x, y));
        return Graph.Make(WordOp.Equal, differing, Graph.Zero);
    }

    private Word Less(Word[] a, Word[] b, bool orEqual)
    {
        var less = Graph.Make(orEqual ? WordOp.LessOrEqual : WordOp.Less, a[0], b[0]);
        for (int i = 1; i < a.Length; i++)
            less = Graph.Make(WordOp.Multiplex, Graph.Make(WordOp.Equal, a[i], b[i]), less, Graph.Make(WordOp.Less, a[i], b[i]));
        return less;
    }

    private Word LessSigned(Word[] a, Word[] b, int width, bool orEqual)
    {
        if (a.Length == 1)
            return Graph.Make(orEqual ? WordOp.LessOrEqualSigned : WordOp.LessSigned, a[0], b[0], n: width);
        var sign = Graph.Constant(1UL << (width - 1) % 64);
        Word[] Biased(Word[] of) => [.. of[..^1], Graph.Make(WordOp.Xor, of[^1], sign)];
        return Less(Biased(a), Biased(b), orEqual);
    }

    private Word[] SignExtend(Word[] a, int from, int to)
    {
        int top = (from - 1) % 64 + 1;
        var fill = Graph.Make(WordOp.SignExtend, Graph.Make(WordOp.Field, a[^1], i: top - 1, n: 1), i: 1);
        return Each(to, (i, n) => i < a.Length - 1 ? a[i]
            : i == a.Length - 1 ? Graph.Make(WordOp.SignExtend, a[i], i: top, n: n)
            : Graph.Make(WordOp.Field, fill, n: n));
    }

    private Word[] ShiftLeft(Word[] a, Word[] amount, int width)
    {
        if (a.Length == 1)
            return [Graph.Make(WordOp.ShiftLeft, a[0], Amount(amount), n: width)];
        var words = ByWords(a, amount, Graph.Zero, left: true);
        var bits = Graph.Make(WordOp.Field, amount[0], n: 6);
        return Each(width, (i, n) => Graph.Make(
            WordOp.Field, Graph.Make(WordOp.FunnelLeft, words[i], i > 0 ? words[i - 1] : Graph.Zero, bits), n: n));
    }

    private Word[] ShiftRight(Word[] a, Word[] amount, int width, bool signed)
    {
        if (a.Length == 1)
            return [signed ? Graph.Make(WordOp.ShiftRightArithmetic, a[0], Amount(amount), n: width) : Graph.Make(WordOp.ShiftRight, a[0], Amount(amount))];
        var filled = signed ? SignExtend(a, width, a.Length * 64) : a;
        var fill = signed ? SignExtend([Graph.Make(WordOp.Field, filled[^1], i: 63, n: 1)], 1, 64)[0] : Graph.Zero;
        var words = ByWords(filled, amount, fill, left: false);
        var bits = Graph.Make(WordOp.Field, amount[0], n: 6);
        return Each(width, (i, n) => Graph.Make(
            WordOp.Field, Graph.Make(WordOp.FunnelRight, words[i], i + 1 < words.Length ? words[i + 1] : fill, bits), n: n));
    }

    /// <summary>The part of a shift that moves whole words: a stage for each bit of the amount from 64 up.</summary>
    private Word[] ByWords(Word[] a, Word[] amount, Word fill, bool left)
    {
        var words = a;
        int bit = 6;
        for (int distance = 1; distance < a.Length; distance *= 2, bit++)
        {
            var (from, by, chosen) = (words, distance, Graph.Make(WordOp.Field, amount[0], i: bit, n: 1));
            words = [.. from.Select((word, i) =>
            {
                int source = left ? i - by : i + by;
                return Graph.Make(WordOp.Multiplex, chosen, source >= 0 && source < from.Length ? from[source] : fill, word);
            })];
        }

        var beyond = Graph.Make(WordOp.NotEqual, AnyOf([Graph.Make(WordOp.Field, amount[0], i: bit, n: 64 - bit), .. amount[1..]]), Graph.Zero);
        return [.. words.Select(word => Graph.Make(WordOp.Multiplex, beyond, fill, word))];
    }

    /// <summary>A shift amount in one word; anything from 64 up shifts everything out.</summary>
    private Word Amount(Word[] amount)
        => amount.Length == 1 ? amount[0] : Graph.Make(WordOp.Multiplex, Graph.Make(WordOp.NotEqual, AnyOf(amount[1..]), Graph.Zero), Graph.Constant(64), amount[0]);

    private Word AnyOf(Word[] words) => words.Aggregate((x, y) => Graph.Make(WordOp.Or, x, y));
}
