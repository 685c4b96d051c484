namespace Accel.Transformer.Diagnostics;

/// <content>Group 07: streams between tasks.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Use of a stream.</summary>
    public static DiagnosticDescriptor StreamUse { get; } = new(
        "ACC0701",
        "use of a stream",
        "{0}",
        "Make each stream with new Stream<T>(capacity), choose it by a constant or by the counter of a loop of constant length, and call Read and Write only");

    /// <summary>Capacity of a stream.</summary>
    public static DiagnosticDescriptor StreamCapacity { get; } = new(
        "ACC0702",
        "capacity of a stream",
        "{0} is no constant between 1 and {1}",
        "Give the number of places as a constant");

    /// <summary>Stream with two writers or readers.</summary>
    public static DiagnosticDescriptor StreamEnds { get; } = new(
        "ACC0703",
        "stream with two writers or readers",
        "stream {0} is {1} by two tasks: the one of line {2} and the one of line {3}",
        "Give each pair of tasks a stream of its own, and make it where they are started");

    /// <summary>Tasks that are joined by streams and share something.</summary>
    public static DiagnosticDescriptor NetworkShares { get; } = new(
        "ACC0704",
        "tasks that are joined by streams and share something",
        "the tasks {0} are joined by streams, so that they run at the same time, and share {1}",
        "Send it through a stream, or give each task data of its own");

    /// <summary>Tasks that are joined by streams and use SimpleMemory.</summary>
    public static DiagnosticDescriptor NetworkMemory { get; } = new(
        "ACC0706",
        "tasks that use SimpleMemory at the same time",
        "the tasks {0} take turns at SimpleMemory, and at least one of them writes to it",
        "Let each use cells of its own, or wait for an element of a stream that says that a cell is written") { IsNote = true };

    /// <summary>Array that tasks hand to each other without a proof.</summary>
    public static DiagnosticDescriptor Handover { get; } = new(
        "ACC0707",
        "array handed from task to task without a token",
        "several tasks use {0}, and {1}",
        "Read the number of a buffer from a stream before its first access and send it on after the last one; let each number be sent once to begin with");

    /// <summary>Tasks of a network that are not waited for together.</summary>
    public static DiagnosticDescriptor NetworkWait { get; } = new(
        "ACC0705",
        "tasks that are joined by streams, started or awaited in parts",
        "{0}",
        "Start all tasks that streams join one after the other in one block, or in a loop with a constant number of iterations, and wait for all of them there: Task.WaitAll(a, b, c)");
}
