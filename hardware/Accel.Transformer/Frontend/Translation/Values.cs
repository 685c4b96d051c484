using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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

/// <summary>A reference to an object or array, whose place is known at compile time.</summary>
/// <param name="target">The object.</param>
/// <param name="isFresh">Made by this very expression: nobody else knows it.</param>
internal sealed class ReferenceValue(Place target, bool isFresh) : Value
{
    public Place Target { get; } = target;

    public bool IsFresh { get; } = isFresh;
}

/// <summary>null, also as the initial value of a reference.</summary>
internal sealed class NullValue : Value
{
    public static readonly NullValue Instance = new();
}

/// <summary>Where a value lives.</summary>
internal abstract class Place : Operand;

/// <summary>A scalar in a variable.</summary>
internal sealed class VariablePlace(Variable variable) : Place
{
    public Variable Variable { get; } = variable;
}

/// <summary>A scalar in an array; the index is constant or a variable that nobody changes, or is used at once.</summary>
internal sealed class ElementPlace(ArrayVariable array, Expression index) : Place
{
    public ArrayVariable Array { get; } = array;

    public Expression Index { get; } = index;
}

/// <summary>A scalar that is known at compile time.</summary>
internal sealed class ConstantPlace(Expression value) : Place
{
    public Expression Value { get; } = value;
}

/// <summary>The fields of a struct variable or of a class's object.</summary>
internal sealed class ObjectPlace(INamedTypeSymbol type, IReadOnlyDictionary<ISymbol, Place> fields) : Place
{
    public INamedTypeSymbol Type { get; } = type;

    public IReadOnlyDictionary<ISymbol, Place> Fields { get; } = fields;

    public Lifetime Lifetime { get; } = new();
}

/// <summary>An array: one IR array for each scalar that an element consists of.</summary>
internal sealed class ArrayPlace(ITypeSymbol elementType, ElementLayout layout, int length) : Place
{
    public ITypeSymbol ElementType { get; } = elementType;

    public ElementLayout Layout { get; } = layout;

    public int Length { get; } = length;

    public Lifetime Lifetime { get; } = new();
}

/// <summary>How an array's elements are spread over IR arrays: exactly one of the two is set.</summary>
/// <param name="Array">For scalars.</param>
/// <param name="Type">The struct or class, with its fields.</param>
/// <param name="Fields">For structs and classes.</param>
internal sealed record ElementLayout(ArrayVariable? Array, INamedTypeSymbol? Type, IReadOnlyDictionary<ISymbol, ElementLayout>? Fields)
{
    /// <summary>All IR arrays.</summary>
    public IEnumerable<ArrayVariable> Arrays => Array is not null ? [Array] : Fields!.Values.SelectMany(part => part.Arrays);

    /// <summary>The place of one element.</summary>
    public Place At(Expression index) => Array is not null
        ? new ElementPlace(Array, index)
        : new ObjectPlace(Type!, Fields!.ToDictionary(field => field.Key, field => field.Value.At(index), SymbolEqualityComparer.Default));
}

/// <summary>A variable or field of a reference type: at each place in the text it stands for one object.</summary>
internal sealed class SlotPlace(string name, IReadOnlyList<LoopStatement> loops, Block? block = null) : Place
{
    public string Name { get; } = name;

    /// <summary>The loops around its declaration.</summary>
    public IReadOnlyList<LoopStatement> Loops { get; } = loops;

    /// <summary>Where it is declared; null if it is only a view of a caller's. In this very block, an assignment is unconditional.</summary>
    public Block? Block { get; } = block;

    /// <summary>The object, once it is known.</summary>
    public Place? Target
    {
        get;
        set
        {
            field = value;
            if (value is not null)
            {
                OnBind?.Invoke(value);
            }
        }
    }

    /// <summary>What a field's directives do with every object that it refers to, or null.</summary>
    public Action<Place>? OnBind { get; set; }
}

/// <summary>A property or indexer with accessors: read and set by calls. Receiver and indices are what they were when C# evaluated them.</summary>
internal sealed class PropertyPlace(
    IPropertyReferenceOperation operation, Place? receiver, IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> indices) : Place
{
    public IPropertyReferenceOperation Operation { get; } = operation;

    public Place? Receiver { get; } = receiver;

    public IReadOnlyList<(IParameterSymbol Parameter, Operand Argument)> Indices { get; } = indices;
}

/// <summary>One of two places, told by a condition that is settled: <c>ref (c ? ref a : ref b)</c>.</summary>
internal sealed class ChoicePlace(Expression condition, Place whenTrue, Place whenFalse) : Place
{
    public Expression Condition { get; } = condition;

    public Place WhenTrue { get; } = whenTrue;

    public Place WhenFalse { get; } = whenFalse;
}

/// <summary>The SimpleMemory.</summary>
internal sealed class MemoryPlace : Place
{
    public static readonly MemoryPlace Instance = new();
}

/// <summary><c>this</c> of the kernel class, which has no state but persistent fields.</summary>
internal sealed class KernelPlace : Place
{
    public static readonly KernelPlace Instance = new();
}

/// <summary>What must be known of an object so that a slot's identity stays static.</summary>
internal sealed class Lifetime
{
    /// <summary>The loops around the expression that makes the object.</summary>
    public IReadOnlyList<LoopStatement> Loops { get; set; } = [];

    /// <summary>Counts objects in order of their making.</summary>
    public int Number { get; set; } = -1;

    /// <summary>Slots that stand for it.</summary>
    public int Slots { get; set; }

    /// <summary>Its slot was given a new object, which took the place of the old one.</summary>
    public bool IsRenewed { get; set; }
}
