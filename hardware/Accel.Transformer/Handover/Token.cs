using System.Collections.Immutable;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>Where tokens travel: a field of a stream's elements.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Field">Which of its fields.</param>
internal sealed record Carrier(StreamVariable Stream, int Field)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Stream.Fields[Field].Name is { Length: > 0 } field ? $"{Stream.Name}.{field}" : Stream.Name;
}

/// <summary>A token that a task has read, or that it starts with: a number of which there is only one. Identity is by reference.</summary>
/// <param name="root">Stands for the carriers between which it travels.</param>
/// <param name="values">The numbers that it may be.</param>
internal sealed class Token(Carrier root, ImmutableArray<long> values)
{
    /// <summary>Stands for the carriers between which it travels.</summary>
    public Carrier Root { get; } = root;

    /// <summary>The numbers that it may be, ascending; at most 64.</summary>
    public ImmutableArray<long> Values { get; } = values;

    /// <summary>Those of its values that are among others, as bits.</summary>
    public ulong Among(IReadOnlySet<long> others)
        => Enumerable.Range(0, Values.Length).Where(i => others.Contains(Values[i])).Aggregate(0UL, (bits, i) => bits | (1UL << i));
}

/// <summary>What is known of a token.</summary>
/// <param name="Possible">Bit i: it may be the i-th of its values.</param>
/// <param name="IsHeld">The task has it and has not given it away.</param>
internal readonly record struct Holding(ulong Possible, bool IsHeld);

/// <summary>What is known of a number: one for each value of a token; null where nothing is.</summary>
/// <param name="Token">The token; null for a number that depends on none.</param>
/// <param name="Table">By the token's values; one entry where there is no token.</param>
internal sealed record TokenValue(Token? Token, ImmutableArray<long?> Table)
{
    /// <summary>A number that is always the same.</summary>
    public static TokenValue Of(long value) => new(null, [value]);

    /// <summary>The token itself.</summary>
    public static TokenValue Of(Token token) => new(token, [.. token.Values.Select(value => (long?)value)]);

    /// <summary>The number, if it is the same whatever the token is.</summary>
    public long? Constant => Token is null ? Table[0] : null;

    /// <summary>It is the token's own number.</summary>
    public bool IsToken => Token is not null && Table.SequenceEqual(Token.Values.Select(value => (long?)value));

    /// <summary>For one of the values of a token; null where that says nothing.</summary>
    public long? At(Token token, int index) => Token is null ? Table[0] : Token == token ? Table[index] : null;

    /// <inheritdoc/>
    public bool Equals(TokenValue? other) => other is not null && Token == other.Token && Table.SequenceEqual(other.Table);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Token, Table.Length, Table[0]);
}
