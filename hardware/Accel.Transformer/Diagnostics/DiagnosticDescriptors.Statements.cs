namespace Accel.Transformer.Diagnostics;

/// <content>Group 02: statements.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Statement not supported.</summary>
    public static DiagnosticDescriptor UnsupportedStatement { get; } = new(
        "ACC0201",
        "statement not supported",
        "{0} cannot become hardware",
        "Use if, switch, for, foreach over an array, while, do, break, continue, return and assignments");

    /// <summary>Goto.</summary>
    public static DiagnosticDescriptor Goto { get; } = new(
        "ACC0202",
        "goto into another section of a switch",
        "{0} leads into another section of the switch",
        "Use goto case, break, continue, or a method with return");

    /// <summary>Exception handling.</summary>
    public static DiagnosticDescriptor Exceptions { get; } = new(
        "ACC0203",
        "exception handling",
        "{0} is not supported",
        "Test for the condition and write a status to SimpleMemory; throw is accepted and does nothing in hardware");

    /// <summary>Await or yield.</summary>
    public static DiagnosticDescriptor Asynchrony { get; } = new(
        "ACC0204",
        "await or yield",
        "{0} is not supported",
        "Use Task.Factory.StartNew and Task.WhenAll(tasks).Wait(), or plain loops");

    /// <summary>Pattern not supported.</summary>
    public static DiagnosticDescriptor Pattern { get; } = new(
        "ACC0205",
        "pattern not supported",
        "pattern {0} is not supported",
        "Use constants, <, <=, >, >=, and, or, not, var, _, { Member: pattern }, (a, b) and [a, .., b] of these");

    /// <summary>Throw that does nothing.</summary>
    public static DiagnosticDescriptor Throw { get; } = new(
        "ACC0207",
        "throw that does nothing",
        "hardware does not stop at {0}: it goes on behind it, as if it were not there",
        "Write a status to SimpleMemory and return where the host has to know of it; nothing, if it cannot happen") { IsNote = true };

    /// <summary>Foreach over something else than an array.</summary>
    public static DiagnosticDescriptor ForeachSource { get; } = new(
        "ACC0206",
        "foreach over something else than an array",
        "foreach over {0} is not supported",
        "Loop over an array");
}
