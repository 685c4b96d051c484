namespace Accel.Fuzzing.Generation;

/// <summary>A field or property that other code may use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsVariable">A field; else a property.</param>
/// <param name="HasEffects">A property that changes something when it is read, and again when it is set.</param>
internal sealed record Member(string Name, Scalar Type, bool IsVariable, bool HasEffects = false);

/// <summary>A field that refers to an object or to an array, or holds a struct, and may be set anew.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Object">Its class or struct, or null.</param>
/// <param name="Array">Where it is an array: its elements and length.</param>
internal sealed record ReferenceField(string Name, UserType? Object, ArraySlot? Array = null);

/// <summary>A struct or class of a program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsClass">A class; else a struct.</param>
/// <param name="Members">Fields and properties, in the order of the constructor's parameters.</param>
internal sealed record UserType(string Name, bool IsClass, IReadOnlyList<Member> Members)
{
    /// <summary>An array that each object of a class owns, or null.</summary>
    public ArraySlot? Array { get; init; }

    /// <summary>Fields of class, struct and array type.</summary>
    public IReadOnlyList<ReferenceField> References { get; init; } = [];

    /// <summary>What its Deconstruct method yields; empty where it has none.</summary>
    public IReadOnlyList<Scalar> Deconstruction { get; init; } = [];

    /// <summary>Whether default(T) would hold null.</summary>
    public bool IsNullByDefault => IsClass || References.Any(item => item.Array is not null || item.Object!.IsNullByDefault);

    /// <summary>Whether something in it changes when it is read.</summary>
    public bool HasEffects =>
        Members.Any(member => member.HasEffects) || References.Any(item => (item.Object ?? item.Array!.Object)?.HasEffects == true);

    /// <summary>Whether the dialect takes it as an element: nothing in it is an array.</summary>
    public bool CanBeElement => Array is null && References.All(item => item.Array is null && item.Object!.CanBeElement);

    /// <summary>What its indexer yields, for any index; null where it has none.</summary>
    public Scalar? Indexer { get; init; }

    /// <summary>Its methods, called on an object.</summary>
    public List<Method> Methods { get; } = [];

    /// <summary>Whether + of two of them is defined.</summary>
    public bool HasAddition { get; init; }
}

/// <summary>How an argument is passed.</summary>
internal enum Passing
{
    Value,
    Ref,
    Out,
    In,
    Array,
    Memory,
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or that of its elements; of no meaning where it is an object.</param>
/// <param name="Passing">How it is passed.</param>
/// <param name="Length">Of an array: the least that it must have.</param>
/// <param name="Promise">What an attribute promises about it.</param>
/// <param name="Object">Its class or struct, or null.</param>
internal sealed record Parameter(string Name, Scalar Type, Passing Passing, int Length = 0, Promised? Promise = null,
    UserType? Object = null);

/// <summary>A method that other code may call.</summary>
/// <param name="Name">What stands before the parenthesis, without an object.</param>
/// <param name="Result">Null: void.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Cost">Statements that a call may execute.</param>
/// <param name="IsExtension">The first parameter may stand before the dot.</param>
/// <param name="Rebinds">It may set a reference anew that its caller sees.</param>
internal sealed record Method(
    string Name, Scalar? Result, IReadOnlyList<Parameter> Parameters, int Cost, bool IsExtension = false, bool Rebinds = false);
