using System.Collections.Immutable;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>
/// Where two ways meet: a variable that holds a token on both ways holds one behind. Which tokens of the two ways become one is told by
/// such variables, so that no token counts twice.
/// </summary>
/// <param name="meeting">What makes the token of a variable at this place.</param>
internal sealed class TokenJoin(Func<Variable, Token, Token> meeting)
{
    private readonly Dictionary<(Token, Token), Token> _pairs = [];
    private readonly HashSet<Token> _left = [], _right = [], _made = [];

    /// <summary>What is known behind.</summary>
    public TokenState Of(TokenState left, TokenState right)
    {
        // First what is held on both ways: a token that is given away may be known by more variables.
        foreach (bool areHeld in new[] { true, false })
        {
            foreach (var (variable, value) in left.Values.OrderBy(v => v.Key.Name, StringComparer.Ordinal))
            {
                if (value.IsToken && right.Values.TryGetValue(variable, out var other) && other.IsToken
                    && (!areHeld || (IsHeld(left, value.Token!) && IsHeld(right, other.Token!))))
                {
                    Pair(left, right, (value.Token!, other.Token!), () => meeting(variable, value.Token!));
                }
            }

            foreach (var token in left.Tokens.Keys.Where(t => right.Tokens.ContainsKey(t)
                && (!areHeld || (IsHeld(left, t) && IsHeld(right, t)))))
            {
                Pair(left, right, (token, token), () => token);
            }
        }

        var tokens = ImmutableDictionary.CreateBuilder<Token, Holding>();
        foreach (var (pair, token) in _pairs)
        {
            var (one, other) = (left.Tokens[pair.Item1], right.Tokens[pair.Item2]);
            tokens[token] = new Holding(one.Possible | other.Possible, one.IsHeld && other.IsHeld);
        }

        var values = ImmutableDictionary.CreateBuilder<Variable, TokenValue>();
        foreach (var (variable, value) in left.Values)
        {
            if (right.Values.TryGetValue(variable, out var other) && Merge(left, right, value, other) is { } merged)
            {
                values[variable] = merged;
            }
        }

        return new TokenState(values.ToImmutable(), tokens.ToImmutable());
    }

    private static bool IsHeld(TokenState state, Token token) => state.Tokens.GetValueOrDefault(token).IsHeld;

    private void Pair(TokenState left, TokenState right, (Token Left, Token Right) pair, Func<Token> make)
    {
        if (pair.Left.Root != pair.Right.Root || !left.Tokens.ContainsKey(pair.Left) || !right.Tokens.ContainsKey(pair.Right)
            || _left.Contains(pair.Left) || _right.Contains(pair.Right))
        {
            return;
        }

        var token = pair.Left == pair.Right ? pair.Left : make();
        if (_made.Add(token))
        {
            _ = _left.Add(pair.Left);
            _ = _right.Add(pair.Right);
            _pairs.Add(pair, token);
        }
    }

    private TokenValue? Merge(TokenState left, TokenState right, TokenValue one, TokenValue other)
    {
        if (one.Token is null && other.Token is null && one.Table[0] == other.Table[0])
        {
            return one;
        }

        foreach (var ((mine, others), token) in _pairs)
        {
            bool concerns = one.Token == mine || other.Token == others || (one.Token is null && other.Token is null
                && (left.Tokens[mine].Possible & right.Tokens[others].Possible) == 0);
            if (!concerns || (one.Token is not null && one.Token != mine) || (other.Token is not null && other.Token != others))
            {
                continue;
            }

            ulong first = left.Tokens[mine].Possible, second = right.Tokens[others].Possible;
            var table = Enumerable.Range(0, token.Values.Length).Select(i =>
                (first >> i & 1) == 0 ? other.At(others, i)
                : (second >> i & 1) == 0 ? one.At(mine, i)
                : one.At(mine, i) == other.At(others, i) ? one.At(mine, i) : null).ToImmutableArray();
            return table.All(v => v is null) ? null : new TokenValue(token, table);
        }

        return null;
    }
}
