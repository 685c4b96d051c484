using Accel.Rtl;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

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

    /// <summary>Of an element of an array, or a part of one: where it lies there.</summary>
    public ElementPosition? Element { get; init; }

    /// <summary>Whose it is.</summary>
    public Ownership Ownership { get; init; }

    /// <summary>Where it is made.</summary>
    public SourceLocation? Origin { get; init; }
}

/// <summary>An element of an array of objects: the layout tells the array.</summary>
internal sealed record ElementPosition(ElementLayout Layout, Expression Index);

/// <summary>Whether all references to an object are known while a method is translated.</summary>
internal enum Ownership
{
    /// <summary>Made in this method or in one that is translated in the middle of it.</summary>
    Own,

    /// <summary>The caller's, who may know it by other names.</summary>
    Borrowed,

    /// <summary>Of a static field.</summary>
    Static,
}

/// <summary>An array: one IR array for each scalar that an element consists of.</summary>
internal sealed class ArrayPlace(ITypeSymbol elementType, ElementLayout layout, int length) : Place
{
    public ITypeSymbol ElementType { get; } = elementType;

    public ElementLayout Layout { get; } = layout;

    public int Length { get; } = length;

    /// <summary>Of an array of several dimensions, which lies row by row: their sizes. Null for any other array.</summary>
    public IReadOnlyList<int>? Dimensions { get; init; }

    /// <summary>Whose it is.</summary>
    public Ownership Ownership { get; init; }

    /// <summary>Where it is made.</summary>
    public SourceLocation? Origin { get; init; }
}

/// <summary>
/// An array whose elements are places of their own: references to arrays, streams or objects, each of which stands for one of them, or
/// structs that hold such references.
/// </summary>
internal sealed class ListPlace(IReadOnlyList<Place> items) : Place
{
    public IReadOnlyList<Place> Items { get; } = items;
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
        : new ObjectPlace(Type!, Fields!.ToDictionary(field => field.Key, field => field.Value.At(index), SymbolEqualityComparer.Default))
        {
            Element = new ElementPosition(this, index),
        };
}

/// <summary>A variable or field of a reference type: a <see cref="Flow"/> tells what it stands for.</summary>
/// <param name="name">For messages and for the variables that tell what it stands for.</param>
/// <param name="initial">What it stands for where no flow says otherwise: of a caller's or a static field.</param>
internal sealed class SlotPlace(string name, Value? initial = null) : Place, IComparable<SlotPlace>
{
    private static long _count;

    private readonly long _number = Interlocked.Increment(ref _count);

    public string Name { get; } = name;

    public Value? Initial { get; } = initial;

    /// <summary>What a field's directives do with every object that it refers to, or null.</summary>
    public Action<Place>? OnBind { get; set; }

    /// <summary>Where it is declared: in this very block an assignment is unconditional.</summary>
    public Block? Block { get; init; }

    /// <summary>A name for an operand or parameter that is gone when the expression around it is evaluated.</summary>
    public bool IsTransient { get; init; }

    /// <summary>It is an operand that waits for others.</summary>
    public bool IsHold { get; init; }

    /// <summary>Whose it is; what becomes of a caller's cannot be told to the caller.</summary>
    public Ownership Ownership { get; init; }

    /// <summary>In the order of their making.</summary>
    public int CompareTo(SlotPlace? other) => other is null ? 1 : _number.CompareTo(other._number);
}

/// <summary>A property or indexer with accessors: read and set by calls. Receiver and indices are settled.</summary>
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

    /// <summary>The reference behind which the places lie, none of them null; null where it is none.</summary>
    public Value? Reference { get; init; }
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
