namespace Accel.Fuzzing.Generation;

/// <summary>
/// What a program may use. Each program has its own choice: programs that all use everything are all alike, and what hides a defect in one
/// of them hides it in all (swarm testing).
/// </summary>
[Flags]
internal enum Features : long
{
    None = 0,
    Wide = 1,
    Multiplication = 1 << 1,
    Division = 1 << 2,
    Shifts = 1 << 3,
    Effects = 1 << 4,
    Arrays = 1 << 5,
    Structs = 1 << 6,
    Classes = 1 << 7,
    Enums = 1 << 8,
    Methods = 1 << 9,
    Switches = 1 << 10,
    Jumps = 1 << 11,
    Unroll = 1 << 12,
    Pipeline = 1 << 13,
    Banks = 1 << 14,
    MemoryKinds = 1 << 15,
    Promises = 1 << 16,
    Persistent = 1 << 17,
    Replaceable = 1 << 18,
    Throws = 1 << 19,
    Tasks = 1 << 20,
    Framework = 1 << 21,
    LocalFunctions = 1 << 22,
    Tuples = 1 << 23,
    SecondEntry = 1 << 24,
    Streams = 1 << 25,
    Recursion = 1 << 26,
    Vectors = 1 << 27,
    Indexers = 1 << 28,
    WidePort = 1 << 29,
    Families = 1 << 30,

    /// <summary>Tuples taken apart into places whose indices, indexers and properties have side effects; exchanges of elements and their
    /// fields.</summary>
    Places = 1L << 31,

    /// <summary>Types with a Deconstruct method.</summary>
    Deconstruction = 1L << 32,

    /// <summary>Fields of class and array type, arrays of objects, objects as arguments; each of them set anew where it is certain to
    /// happen.</summary>
    References = 1L << 33,

    /// <summary>References that are set anew, chosen or exchanged under a condition or in a loop.</summary>
    ReferenceChoices = 1L << 34,

    /// <summary>The same place, or two of which one holds the other, given by ref, in or out.</summary>
    Overlaps = 1L << 35,

    /// <summary>Whether two references are the same.</summary>
    SameReference = 1L << 36,

    /// <summary>Nullable numbers, generic methods, spans and ranges.</summary>
    Newer = 1L << 37,
}
