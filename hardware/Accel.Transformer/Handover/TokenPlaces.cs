using System.Collections.Immutable;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Handover;

/// <summary>The tokens of a walk: one for each place at which a task gets one.</summary>
internal sealed class TokenPlaces
{
    private readonly Dictionary<object, Token> _tokens = [];

    /// <summary>The task starts with it.</summary>
    public Token Start(Carrier root, long value, ImmutableArray<long> values) => Get((root, value), root, values);

    /// <summary>It is read.</summary>
    /// <param name="read">Where.</param>
    /// <param name="field">Field of the element.</param>
    /// <param name="number">There is another one for each that was read there before and is still held.</param>
    /// <param name="root">Stands for its carriers.</param>
    /// <param name="values">The numbers that it may be.</param>
    public Token Read(StreamReadStatement read, int field, int number, Carrier root, ImmutableArray<long> values)
        => Get((read, field, number), root, values);

    /// <summary>A variable holds one on all ways that meet at a place.</summary>
    public Token Meeting(object place, Variable variable, Token one) => Get((place, variable), one.Root, one.Values);

    private Token Get(object place, Carrier root, ImmutableArray<long> values)
        => _tokens.TryGetValue(place, out var token) ? token : _tokens[place] = new Token(root, values);
}
