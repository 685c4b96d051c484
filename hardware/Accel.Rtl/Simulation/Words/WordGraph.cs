namespace Accel.Rtl.Simulation.Words;

/// <summary>
/// Words in topological order, each function of the same operands only once. <see cref="Make"/> folds what is constant and applies the
/// rules that make words fewer, so that the builder may be plain.
/// </summary>
internal sealed partial class WordGraph
{
    private readonly List<Word> _words = [];
    private readonly Dictionary<Key, Word> _shared = [];

    public WordGraph() => (Zero, One) = (Constant(0), Constant(1));

    /// <summary>Operands come before those who use them.</summary>
    public IReadOnlyList<Word> Words => _words;

    public Word Zero { get; }

    public Word One { get; }

    /// <summary>The signal on whose behalf words are made, for listings.</summary>
    public Signal? Origin { get; set; }

    public Word Constant(ulong value)
        => Share(new Key(WordOp.Constant, -1, -1, -1, 0, 0, value), id => new Word { Id = id, Op = WordOp.Constant, Value = value, WidthBits = Math.Max(1, BitLength(value)) });

    /// <summary>A word of state; each call makes a new one.</summary>
    public Word State(Signal signal, int word, int widthBits)
        => Add(new Word { Id = _words.Count, Op = WordOp.State, Origin = signal, I = word, WidthBits = widthBits });

    public Word Read(int memory, int word, Word address, int widthBits)
        => Share(new Key(WordOp.Read, address.Id, memory, -1, word, 0, 0), id => new Word
        {
            Id = id, Op = WordOp.Read, A = address, I = word, Memory = memory, WidthBits = widthBits, Origin = Origin,
        });

    /// <summary>A copy of state that lasts over a clock edge; it is evaluated like any function.</summary>
    public Word Copy(Word of)
        => Share(new Key(WordOp.Copy, of.Id, -1, -1, 0, 0, 0), id => new Word { Id = id, Op = WordOp.Copy, A = of, WidthBits = of.WidthBits, Origin = of.Origin });

    public Word Make(WordOp op, Word a, Word? b = null, Word? c = null, int i = 0, int n = 64)
    {
        if (a.IsConstant && b is null or { IsConstant: true } && c is null or { IsConstant: true })
            return Constant(WordEvaluator.Evaluate(op, i, n, a.Value, b?.Value ?? 0, c?.Value ?? 0));
        if (op is WordOp.And or WordOp.Or or WordOp.Xor or WordOp.Add or WordOp.Multiply or WordOp.Equal or WordOp.NotEqual
            && (a.IsConstant || (!b!.IsConstant && a.Id > b.Id)))
        {
            (a, b) = (b!, a);
        }

        return Simpler(op, a, b, c, i, n) ?? Share(
            new Key(op, a.Id, b?.Id ?? -1, c?.Id ?? -1, i, n, 0),
            id => new Word { Id = id, Op = op, A = a, B = b, C = c, I = i, N = n, WidthBits = Width(op, a, b, c, i, n), Origin = Origin });
    }

    /// <summary>The number of bits that can be 1.</summary>
    private static int Width(WordOp op, Word a, Word? b, Word? c, int i, int n) => op switch
    {
        WordOp.And => Math.Min(a.WidthBits, b!.WidthBits),
        WordOp.Or or WordOp.Xor => Math.Max(a.WidthBits, b!.WidthBits),
        WordOp.Add => Math.Min(n, Math.Max(a.WidthBits, b!.WidthBits) + 1),
        WordOp.Multiply => Math.Min(n, a.WidthBits + b!.WidthBits),
        WordOp.ShiftRight => a.WidthBits,
        WordOp.Multiplex => Math.Max(b!.WidthBits, c!.WidthBits),
        WordOp.Field => Math.Min(n, a.WidthBits - i),
        WordOp.Place => a.WidthBits + i,
        WordOp.FunnelLeft or WordOp.FunnelRight => 64,
        WordOp.Parity or (>= WordOp.Equal and <= WordOp.LessOrEqualSigned) => 1,
        _ => n,
    };

    private static int BitLength(ulong value) => 64 - System.Numerics.BitOperations.LeadingZeroCount(value);

    private Word Share(Key key, Func<int, Word> make)
    {
        if (!_shared.TryGetValue(key, out var word))
            _shared.Add(key, word = Add(make(_words.Count)));
        return word;
    }

    private Word Add(Word word)
    {
        _words.Add(word);
        return word;
    }

    private readonly record struct Key(WordOp Op, int A, int B, int C, int I, int N, ulong Value);
}
