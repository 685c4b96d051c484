namespace Accel.Transformer.Diagnostics;

/// <content>Group 05: passes.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Number of iterations not known.</summary>
    public static DiagnosticDescriptor TripCount { get; } = new(
        "ACC0501",
        "number of iterations not known",
        "the loop over {0} is to be unrolled, and the number of its iterations {1}",
        "Give the loop a constant start, bound and step, and do not set its variable in the body; or ask for a factor, or remove [Unroll]");

    /// <summary>Multiplication in an addition-only kernel.</summary>
    public static DiagnosticDescriptor NotAdditionOnly { get; } = new(
        "ACC0502",
        "multiplication in an addition-only kernel",
        "{0} is [AdditionOnly], and a {1} of two values that are not constant remains",
        "Write it as a sum that is gated by bits, or as shifts; a constant factor, and a power of two as divisor, are allowed");

    /// <summary>Number of banks.</summary>
    public static DiagnosticDescriptor Banks { get; } = new(
        "ACC0503",
        "number of banks",
        "array {0} of {1} elements cannot be split into {2} banks",
        "Use a power of two that is not above the length");

    /// <summary>What a recursive method cannot keep.</summary>
    public static DiagnosticDescriptor RecursionState { get; } = new(
        "ACC0506",
        "what a recursive method cannot keep",
        "{0}, which calls itself, {1}",
        "Let the caller make arrays and pass them on unchanged; pass numbers by value; declare a depth of at least 1");

    /// <summary>Tasks that do not run together.</summary>
    public static DiagnosticDescriptor TasksInSequence { get; } = new(
        "ACC0504",
        "tasks that do not run together",
        "this task runs after the one before it, because both use {0}",
        "Give each task data of its own, and let at most one of them use SimpleMemory") { IsNote = true };

    /// <summary>Number of tasks not known.</summary>
    public static DiagnosticDescriptor NumberOfTasks { get; } = new(
        "ACC0505",
        "number of tasks not known",
        "the tasks of this loop run one after the other, because its number of iterations is not known or is above {0}",
        "Give the loop a constant start, bound and step") { IsNote = true };

    /// <summary>Initiation interval that cannot be had.</summary>
    public static DiagnosticDescriptor Interval { get; } = new(
        "ACC0507",
        "initiation interval that cannot be had",
        "the loop over {0} cannot start an iteration every {1} cycles: {2}",
        "Remove the cause, ask for a larger InitiationInterval, or for 0, the smallest that there is");

    /// <summary>Loop that is not pipelined.</summary>
    public static DiagnosticDescriptor NotPipelined { get; } = new(
        "ACC0508",
        "loop that is not pipelined",
        "the iterations of the loop over {0} do not overlap: {1}",
        "Remove the cause, or the attribute") { IsNote = true };

    /// <summary>Loops that do not run together.</summary>
    public static DiagnosticDescriptor LoopsInSequence { get; } = new(
        "ACC0512",
        "loops that do not run together",
        "the loop over {0} starts when the one over {1} before it has ended, because {2}",
        "Give each loop variables and arrays of its own, where they need nothing of each other") { IsNote = true };

    /// <summary>Shared method that is built again.</summary>
    public static DiagnosticDescriptor BuiltAgain { get; } = new(
        "ACC0509",
        "shared method that is built again",
        "{0}, which NoInlining asks to build once, is built once more for this call: {1}",
        "Pass the same arrays at every call, call it outside of tasks and [Pipeline]d loops, or remove NoInlining") { IsNote = true };

    /// <summary>Factor that is not kept.</summary>
    public static DiagnosticDescriptor FactorNotKept { get; } = new(
        "ACC0511",
        "factor that is not kept",
        "the Factor = {0} asked for the loop over {1} is not kept: the pipelined loop over {2} has no loop left in it, so all {3} iterations are copied",
        "Remove Factor to ask for just that, or put [Pipeline] on the inner loop, which is then not unrolled") { IsNote = true };

    /// <summary>More copies than the budget allows.</summary>
    public static DiagnosticDescriptor Operations { get; } = new(
        "ACC0510",
        "more copies than the budget allows",
        "{0}; the budget is {1} operations",
        "Put one call into a loop in place of several calls, build a method once with [MethodImpl(MethodImplOptions.NoInlining)], unroll fewer loops or by a smaller Factor, start fewer tasks, "
            + "give types fewer fields, or raise the budget "
            + "(accel: --budget operations=N, library: TransformOptions.Budgets)");
}
