namespace Accel.Fuzzing.Generation;

/// <summary>
/// What a program may use. Each program has its own choice: programs that all use everything are all alike, and what hides a defect in one of
/// them hides it in all (swarm testing).
/// </summary>
[Flags]
internal enum Features
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
}
