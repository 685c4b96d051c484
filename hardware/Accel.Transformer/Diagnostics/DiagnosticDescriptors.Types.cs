namespace Accel.Transformer.Diagnostics;

/// <content>Group 01: types and storage.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Type not supported.</summary>
    public static DiagnosticDescriptor UnsupportedType { get; } = new(
        "ACC0101",
        "type not supported",
        "type {0} cannot become hardware",
        "Use bool, the integer types up to 64 bits, char, enums, arrays, and structs and classes of these; fixed point in place of "
            + "floating point, two numbers of 64 bits (Math.BigMul) in place of 128 bits, an array and a count in place of a list");

    /// <summary>Field that keeps state.</summary>
    public static DiagnosticDescriptor MutableField { get; } = new(
        "ACC0102",
        "field that keeps state",
        "field {0} would keep its value between invocations",
        "Make it const or static readonly, a local variable, or mark it [Persistent]");

    /// <summary>Inheritance.</summary>
    public static DiagnosticDescriptor Inheritance { get; } = new(
        "ACC0103",
        "inheritance",
        "type {0} inherits from {1}",
        "Use a type without a base class, or one whose base class has no fields, no constructor and nothing virtual; "
            + "share code through static methods");

    /// <summary>Generic type or method.</summary>
    public static DiagnosticDescriptor Generic { get; } = new(
        "ACC0104",
        "generic type or method",
        "{0} is generic, and {1}",
        "Let a kernel class without type parameters say the types, a known number of them");

    /// <summary>Object identity not static.</summary>
    public static DiagnosticDescriptor Identity { get; } = new(
        "ACC0105",
        "object identity not static",
        "{0} would stand for {1} and for {2}",
        "Copy the content instead of the reference, keep an index, or let what refers to the object before go out of scope first");

    /// <summary>Array length not constant.</summary>
    public static DiagnosticDescriptor ArrayLength { get; } = new(
        "ACC0106",
        "array length not constant",
        "the length {0} is not known at compile time",
        "Use a constant, a const or static readonly field, or a local variable that is set once to a constant, also where objects of "
            + "several sizes meet; or say the length with [ArrayLength] or --array-length");

    /// <summary>Array of several dimensions that holds references.</summary>
    public static DiagnosticDescriptor ArrayRank { get; } = new(
        "ACC0107",
        "array of several dimensions that holds references",
        "{0} has several dimensions, and elements that are references to arrays or to one of several objects",
        "Use numbers, structs, or one dimension and compute the index: row * Columns + column");

    /// <summary>Null.</summary>
    public static DiagnosticDescriptor NullReference { get; } = new(
        "ACC0108",
        "null",
        "{0}",
        "Let every reference be set to an object or array before it is used, and keep a bool beside it if it may be absent");

    /// <summary>Type that contains itself.</summary>
    public static DiagnosticDescriptor SelfReference { get; } = new(
        "ACC0109",
        "objects that refer to each other without a bound",
        "objects of type {0} that are made here refer to each other, and more than {1} of them would live at the same time",
        "Use an array of structs and indices in place of references, or make each object by a new of its own");

    /// <summary>Constant field cannot be evaluated.</summary>
    public static DiagnosticDescriptor ConstantField { get; } = new(
        "ACC0110",
        "constant field cannot be evaluated",
        "the value of {0} cannot be computed at compile time: {1}",
        "Give the static readonly field an initialiser made of constants and methods without SimpleMemory");

    /// <summary>Persistent field.</summary>
    public static DiagnosticDescriptor PersistentField { get; } = new(
        "ACC0111",
        "persistent field",
        "field {0} cannot be [Persistent]: {1}",
        "Mark a private field of the kernel class: a number that starts as zero, or a readonly array with new T[constant] or with the "
            + "numbers that it starts with");

    /// <summary>Array of arrays.</summary>
    public static DiagnosticDescriptor ElementType { get; } = new(
        "ACC0112",
        "too many elements that hold arrays",
        "an array of elements of type {0}, which hold arrays or refer to their own kind, has {1} elements at most",
        "Use one array for what all elements hold, and compute the index");

    /// <summary>Write to a constant table.</summary>
    public static DiagnosticDescriptor ConstantTable { get; } = new(
        "ACC0113",
        "write to a constant table",
        "the array of the readonly field {0} is a table of constants, which this sets an element of",
        "Use a local array, or mark the field [Persistent]");

    /// <summary>Array without elements.</summary>
    public static DiagnosticDescriptor NoElements { get; } = new(
        "ACC0114",
        "array without elements",
        "an array of no elements cannot become hardware",
        "Leave it out, with the loops over it, or give it at least one element");

    /// <summary>More storage than fits on a chip.</summary>
    public static DiagnosticDescriptor OnChipBits { get; } = new(
        "ACC0115",
        "more storage than fits on a chip",
        "{0}; the budget is {1} bits",
        "Keep large data in SimpleMemory and only a part of it in an array, or raise the budget (accel: --budget bits=N, library: TransformOptions.Budgets)");
}
