using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>What is held while the operands behind it are evaluated: a value, or a place that is read or set later.</summary>
internal abstract class Operand;

/// <summary>What a C# expression yields, seen at compile time.</summary>
internal abstract class Value : Operand
{
    /// <summary>The value of a call that returns nothing.</summary>
    public static readonly Value Nothing = new NothingValue();

    private sealed class NothingValue : Value;
}

/// <summary>A number: an expression without effect, valid until one of the variables it reads is changed.</summary>
internal sealed class ScalarValue(Expression expression) : Value
{
    public Expression Expression { get; } = expression;
}

/// <summary>A struct or tuple by value, field by field.</summary>
internal sealed class StructValue(INamedTypeSymbol type, IReadOnlyDictionary<ISymbol, Value> fields) : Value
{
    public INamedTypeSymbol Type { get; } = type;

    public IReadOnlyDictionary<ISymbol, Value> Fields { get; } = fields;
}

/// <summary>A reference to the one object or array that it can stand for here.</summary>
internal sealed class ReferenceValue(Place target) : Value
{
    public Place Target { get; } = target;
}

/// <summary>A reference to one of several objects, or null: which one is told by a number when the hardware runs.</summary>
/// <param name="selector">The number, in a variable that nobody changes as long as the value is held.</param>
/// <param name="alternatives">At least two; the place is null for null.</param>
internal sealed class ChoiceValue(Expression selector, IReadOnlyList<Alternative> alternatives) : Value
{
    public Expression Selector { get; } = selector;

    public IReadOnlyList<Alternative> Alternatives { get; } = alternatives;
}

/// <summary>What a reference may stand for, and the number that tells so.</summary>
internal sealed record Alternative(int Number, Place? Target);

/// <summary>null, also as the initial value of a reference.</summary>
internal sealed class NullValue : Value
{
    public static readonly NullValue Instance = new();
}
