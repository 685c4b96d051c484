namespace Accel.Fuzzing.Generation;

/// <summary>A field or property that other code may use.</summary>
internal sealed record Member(string Name, Scalar Type, bool IsVariable);

/// <summary>A struct or class of a program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsClass">A class; else a struct.</param>
/// <param name="Members">Fields and properties, in the order of the constructor's parameters.</param>
internal sealed record UserType(string Name, bool IsClass, IReadOnlyList<Member> Members)
{
    /// <summary>An array that each object of a class owns, or null.</summary>
    public ArraySlot? Array { get; init; }

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
    Array,
    Memory,
}

/// <summary>A parameter.</summary>
internal sealed record Parameter(string Name, Scalar Type, Passing Passing, int Length = 0, Promised? Promise = null);

/// <summary>A method that other code may call.</summary>
/// <param name="Name">What stands before the parenthesis, without an object.</param>
/// <param name="Result">Null: void.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Cost">Statements that a call may execute.</param>
/// <param name="IsExtension">The first parameter may stand before the dot.</param>
internal sealed record Method(string Name, Scalar? Result, IReadOnlyList<Parameter> Parameters, int Cost, bool IsExtension = false);
