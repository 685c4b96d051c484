namespace Accel.Rtl.Simulation.Words;

/// <summary>At most 64 bits of a signal, as a function of other words. Unused bits above <see cref="WidthBits"/> are 0.</summary>
internal sealed class Word
{
    public required int Id { get; init; }

    public required WordOp Op { get; init; }

    /// <summary>Bits that can be 1: often fewer than the signal has.</summary>
    public required int WidthBits { get; init; }

    public Word? A { get; init; }

    public Word? B { get; init; }

    public Word? C { get; init; }

    public int I { get; init; }

    public int N { get; init; }

    public ulong Value { get; init; }

    /// <summary>Index of the memory that is read.</summary>
    public int Memory { get; init; } = -1;

    /// <summary>The signal that asked for it first, for listings.</summary>
    public Signal? Origin { get; init; }

    public bool IsConstant => Op == WordOp.Constant;

    /// <summary>True for what is computed; constants and state only are.</summary>
    public bool IsComputed => Op is not (WordOp.Constant or WordOp.State);

    public bool IsComparison => Op is >= WordOp.Equal and <= WordOp.LessOrEqualSigned;

    public IEnumerable<Word> Operands
    {
        get
        {
            if (A is not null)
                yield return A;
            if (B is not null)
                yield return B;
            if (C is not null)
                yield return C;
        }
    }

    public override string ToString() => Op switch
    {
        WordOp.Constant => Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        WordOp.State => $"state {Origin?.NameHint}.{I}",
        _ => $"%{Id} = {Op}({string.Join(", ", Operands.Select(o => o.IsConstant ? o.ToString() : "%" + o.Id))}; {I}, {N})",
    };
}
