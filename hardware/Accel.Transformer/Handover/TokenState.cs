using System.Collections.Immutable;
using System.Numerics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>What is known at a point of a task: the tokens that it has, and the variables that depend on them.</summary>
/// <param name="Values">Of variables; what is missing is not known.</param>
/// <param name="Tokens">Those that were read and may be held.</param>
internal sealed record TokenState(ImmutableDictionary<Variable, TokenValue> Values, ImmutableDictionary<Token, Holding> Tokens)
{
    /// <summary>Nothing is known.</summary>
    public static readonly TokenState Empty =
        new(ImmutableDictionary<Variable, TokenValue>.Empty, ImmutableDictionary<Token, Holding>.Empty);

    /// <summary>The tokens that the task has for certain and whose number is known.</summary>
    public IEnumerable<(Carrier Root, long Value)> Owned => Tokens
        .Where(t => t.Value.IsHeld && BitOperations.PopCount(t.Value.Possible) == 1)
        .Select(t => (t.Key.Root, t.Key.Values[BitOperations.TrailingZeroCount(t.Value.Possible)]));

    /// <summary>Sets a variable; null for an unknown value.</summary>
    public TokenState With(Variable variable, TokenValue? value)
        => this with { Values = value is null ? Values.Remove(variable) : Values.SetItem(variable, value) };

    /// <summary>The task has read a token. Of one that was read at the same place before, nothing is known any more.</summary>
    public TokenState Read(Token token, ulong possible)
        => new(Values.RemoveRange(Values.Where(v => v.Value.Token == token).Select(v => v.Key)),
            Tokens.SetItem(token, new Holding(possible, true)));

    /// <summary>The token that is held and whose number is the given one; null where there is none for certain.</summary>
    public Token? Held(Carrier root, TokenValue value)
        => Tokens.FirstOrDefault(t => t.Value.IsHeld && t.Key.Root == root && Is(t.Key, t.Value.Possible, value)).Key;

    /// <summary>Gives away a token.</summary>
    public TokenState Give(Token token) => this with { Tokens = Tokens.SetItem(token, Tokens[token] with { IsHeld = false }) };

    /// <summary>What is known where a token can only be some of its numbers; null where it can be none.</summary>
    public TokenState? Assume(Token token, Func<int, bool> isPossible)
    {
        if (!Tokens.TryGetValue(token, out var holding))
        {
            return this;
        }

        ulong possible = holding.Possible;
        for (int i = 0; i < token.Values.Length; i++)
        {
            possible &= isPossible(i) ? ulong.MaxValue : ~(1UL << i);
        }

        return possible == 0 ? null : this with { Tokens = Tokens.SetItem(token, holding with { Possible = possible }) };
    }

    /// <summary>The same state, as far as both say.</summary>
    public bool IsSame(TokenState other) => Values.Count == other.Values.Count && Tokens.Count == other.Tokens.Count
        && Values.All(v => other.Values.TryGetValue(v.Key, out var value) && value.Equals(v.Value))
        && Tokens.All(t => other.Tokens.TryGetValue(t.Key, out var holding) && holding == t.Value);

    private static bool Is(Token token, ulong possible, TokenValue value)
        => Enumerable.Range(0, token.Values.Length)
            .All(i => (possible >> i & 1) == 0 || value.At(token, i) == token.Values[i]);
}
