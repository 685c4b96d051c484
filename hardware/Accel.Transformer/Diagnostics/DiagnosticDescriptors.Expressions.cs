namespace Accel.Transformer.Diagnostics;

/// <content>Group 03: expressions and calls.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Expression not supported.</summary>
    public static DiagnosticDescriptor UnsupportedExpression { get; } = new(
        "ACC0301",
        "expression not supported",
        "{0} cannot become hardware",
        "Write it with integer arithmetic, comparisons, array elements, fields and calls of methods of your own");

    /// <summary>Checked arithmetic.</summary>
    public static DiagnosticDescriptor Checked { get; } = new(
        "ACC0302",
        "checked arithmetic",
        "checked arithmetic would throw",
        "Remove checked; test the range yourself if it matters");

    /// <summary>Method without source.</summary>
    public static DiagnosticDescriptor UnknownMethod { get; } = new(
        "ACC0303",
        "method without source",
        "{0} is not part of the kernel's source",
        "Call methods of the kernel's own source; SimpleMemory; Math.Min, Max, Abs, Clamp, Sign, DivRem or BigMul; "
            + "BitOperations.PopCount, LeadingZeroCount, TrailingZeroCount, Log2, IsPow2, RoundUpToPowerOf2, RotateLeft or RotateRight "
            + "(or int.PopCount and its kin); Array.Copy, Clear, Fill or Reverse");

    /// <summary>Call resolved at run time.</summary>
    public static DiagnosticDescriptor DynamicCall { get; } = new(
        "ACC0304",
        "call resolved at run time",
        "{0} is only known at run time",
        "Call a static method or a method of a struct or sealed class directly");

    /// <summary>Recursion.</summary>
    public static DiagnosticDescriptor Recursion { get; } = new(
        "ACC0305",
        "recursion",
        "{0} calls itself{1}",
        "Declare how deep it gets with [MaxRecursionDepth(n)], on a method of its own that calls itself directly, or write a loop");

    /// <summary>Captured variable.</summary>
    public static DiagnosticDescriptor Capture { get; } = new(
        "ACC0306",
        "captured variable",
        "{0} is captured",
        "Pass it as a parameter; what a primary constructor takes, keep in a field that it initialises");

    /// <summary>Reference to an element of an array that is used otherwise.</summary>
    public static DiagnosticDescriptor ReferenceToElement { get; } = new(
        "ACC0307",
        "reference to an element of an array that is used otherwise",
        "the element of {0} given by reference could be changed through the array meanwhile",
        "Copy it to a local variable, pass that, and copy it back");

    /// <summary>Reference local or reference return.</summary>
    public static DiagnosticDescriptor ReferenceLocal { get; } = new(
        "ACC0308",
        "reference local or reference return",
        "{0} is a reference to a variable",
        "Use the variable itself, or an index");

    /// <summary>Conversion not supported.</summary>
    public static DiagnosticDescriptor UnsupportedConversion { get; } = new(
        "ACC0309",
        "conversion not supported",
        "{0} cannot be converted to {1} in hardware",
        "Convert between integer types, char and enums only");

    /// <summary>Length of a copy not constant.</summary>
    public static DiagnosticDescriptor CopyLength { get; } = new(
        "ACC0310",
        "length of a copy below 0",
        "the length of a copy is {0}",
        "Give a length from 0 on");

    /// <summary>Use of tasks not supported.</summary>
    public static DiagnosticDescriptor TaskUse { get; } = new(
        "ACC0311",
        "use of tasks not supported",
        "{0}",
        "Start tasks with Task.Factory.StartNew(index => ..., i), keep them in an array or a local, then Task.WhenAll(tasks).Wait() and Result");

    /// <summary>SimpleMemory used as a value.</summary>
    public static DiagnosticDescriptor MemoryReference { get; } = new(
        "ACC0312",
        "SimpleMemory used as a value",
        "{0}",
        "Use the entry point's SimpleMemory directly: Read and Write methods, or pass it to your methods");

    /// <summary>LINQ.</summary>
    public static DiagnosticDescriptor Linq { get; } = new(
        "ACC0313",
        "LINQ",
        "{0} is LINQ, whose queries are objects that are made at run time",
        "Write a loop over the array: int sum = 0; for (int i = 0; i < a.Length; i++) { sum += a[i]; }");
}
