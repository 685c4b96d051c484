using System.Collections.Immutable;

namespace Accel.Transformer.Reports;

/// <summary>A stretch of hardware with a schedule of its own: a region of a state machine, or a slice of a pipelined loop.</summary>
/// <param name="Title">What it is, for people; unique in the kernel.</param>
/// <param name="EntryPoint">The C# method that it is part of.</param>
/// <param name="Process">The state machine that runs it.</param>
/// <param name="Loop">Index of the pipelined loop in <see cref="HardwareReport.Loops"/>, or null for a region of states.</param>
/// <param name="Cycles">Cycles from its start to its end, on the longest way.</param>
/// <param name="InitiationInterval">For a pipelined loop: cycles between the starts of two iterations.</param>
/// <param name="BudgetNs">What a cycle has for logic; the rest of the clock is for registers and control.</param>
/// <param name="Operations">By cycle and time.</param>
/// <param name="OmittedOperators">Rows of operators beyond the most that are listed; effects are always listed.</param>
public sealed record ScheduleReport(
    string Title,
    string EntryPoint,
    string Process,
    int? Loop,
    int Cycles,
    int? InitiationInterval,
    double BudgetNs,
    ImmutableArray<OperationReport> Operations,
    int OmittedOperators);

/// <summary>What an operation is.</summary>
public enum OperationKind
{
    /// <summary>Logic.</summary>
    Operator,

    /// <summary>Reads an array.</summary>
    Load,

    /// <summary>Writes an array.</summary>
    Store,

    /// <summary>Asks SimpleMemory for a cell, or for several.</summary>
    Read,

    /// <summary>Takes an answer of SimpleMemory.</summary>
    Answer,

    /// <summary>Writes to SimpleMemory.</summary>
    Write,

    /// <summary>Reads a stream.</summary>
    Receive,

    /// <summary>Writes or empties a stream.</summary>
    Send,

    /// <summary>A promise that a simulation checks.</summary>
    Promise,

    /// <summary>Leaves the region, or goes on with the loop.</summary>
    Transition,
}

/// <summary>An operation of a schedule.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In the source's terms.</param>
/// <param name="File">The C# file, or null.</param>
/// <param name="Line">The line, or null.</param>
/// <param name="Count">How many there are of the same line, time and text but for numbers of banks and copies.</param>
/// <param name="Cycle">The cycle, counted from the start of the region or of the iteration.</param>
/// <param name="StartNs">When in the cycle its last operand is there.</param>
/// <param name="EndNs">When in the cycle its value is there; the clock period for what happens on the edge at the end of the cycle.</param>
/// <param name="Branch">0 for what always happens; otherwise the number of the branch of the region that it is in.</param>
/// <param name="IsCritical">Part of the recurrence, or one of the port's requests, that bounds the interval of the pipelined loop.</param>
public sealed record OperationReport(
    OperationKind Kind, string Text, string? File, int? Line, int Count, int Cycle, double StartNs, double EndNs, int Branch, bool IsCritical);
