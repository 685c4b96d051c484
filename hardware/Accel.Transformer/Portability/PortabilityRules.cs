using System.Reflection;
using static Accel.Transformer.Portability.PortabilityVerdict;

namespace Accel.Transformer.Portability;

/// <summary>
/// All differences between this dialect and that of Hastlayer 2.1, from its documentation ("Working with Hastlayer") and from what its
/// transformer handles. Each has a test that provokes it; docs/portability.md is generated from this table.
/// </summary>
public static class PortabilityRules
{
    /// <summary>A field that keeps its content.</summary>
    public static PortabilityRule PersistentField { get; } = new(
        "HAST01", "[Persistent] field", Refused, "a hardware entry point class may have no fields", "Keep the state in SimpleMemory, or pass it as a parameter");

    /// <summary>Members of the kernel class that are no methods.</summary>
    public static PortabilityRule EntryClassMember { get; } = new(
        "HAST02", "field, property or constructor of a kernel class", Refused, "a hardware entry point class may contain methods and constants only", "Use a constant, a local variable, or a class of its own");

    /// <summary>A static field.</summary>
    public static PortabilityRule StaticField { get; } = new(
        "HAST03", "static readonly field", Refused, "static members other than methods are not supported, but for [Replaceable] numbers", "Use a constant, mark a number [Replaceable], or fill a local array");

    /// <summary>Modifiers of the kernel class.</summary>
    public static PortabilityRule EntryClassModifiers { get; } = new(
        "HAST04", "kernel class that is not plainly public", Refused, "an entry point is looked for in classes that are public and nothing else", "Declare it public class, without sealed, abstract or partial");

    /// <summary>A replaceable constant.</summary>
    public static PortabilityRule ReplaceableConstant { get; } = new(
        "HAST05", "[Replaceable] on a const", Caution, "only static readonly fields can be replaced there: the constant keeps its value", "Declare it static readonly if it must be replaced there too");

    /// <summary>Tuples.</summary>
    public static PortabilityRule Tuple { get; } = new(
        "HAST06", "tuple", Refused, "tuples are generic framework structs, whose source is not part of what is transformed", "Use out parameters or a struct of your own");

    /// <summary>Framework methods.</summary>
    public static PortabilityRule FrameworkMethod { get; } = new(
        "HAST07", "method of the framework", Refused, "only methods of the transformed assemblies have a body to transform", "Write the method yourself");

    /// <summary>Array.Copy with start indices.</summary>
    public static PortabilityRule CopyWithStarts { get; } = new(
        "HAST08", "Array.Copy with start indices", Refused, "only Array.Copy(source, destination, length) is supported", "Write a loop");

    /// <summary>Ways of starting and awaiting tasks.</summary>
    public static PortabilityRule TaskMethod { get; } = new(
        "HAST09", "other use of tasks", Refused, "tasks are started with Task.Factory.StartNew(lambda, index) and awaited with Task.WhenAll(tasks).Wait()", "Write it in this form");

    /// <summary>Memory in a task.</summary>
    public static PortabilityRule MemoryInTask { get; } = new(
        "HAST10", "SimpleMemory in a task", Refused, "there must be no concurrent access to SimpleMemory, neither in software nor on hardware", "Read before the tasks start and write after they have ended");

    /// <summary>Unsigned shift.</summary>
    public static PortabilityRule UnsignedShift { get; } = new(
        "HAST11", "operator >>>", Refused, "it is not among the binary operators of the transformer", "Convert to the unsigned type and use >>");

    /// <summary>Recursion.</summary>
    public static PortabilityRule Recursion { get; } = new(
        "HAST12", "recursion", Caution, "the depth must be configured there", "Call AddMemberInvocationInstanceCountConfiguration with MaxRecursionDepth when generating");

    /// <summary>Continue.</summary>
    public static PortabilityRule Continue { get; } = new(
        "HAST13", "continue in a while or do loop", Caution, "the transformer knows no continue statement, and depends on the decompiler to make an if or goto of it", "Try it, or write an if around the rest of the body");

    /// <summary>Reference types in structs.</summary>
    public static PortabilityRule ReferenceInStruct { get; } = new(
        "HAST14", "array or class in a struct", Caution, "structs should hold values only", "Make it a class, or keep the array outside");

    /// <summary>Patterns.</summary>
    public static PortabilityRule Pattern { get; } = new(
        "HAST15", "pattern other than constants", Undocumented, "only a choice of constants (x is 0 or 1) is in its samples", "Use comparisons, or a switch over constants");

    /// <summary>Switch expressions.</summary>
    public static PortabilityRule SwitchExpression { get; } = new(
        "HAST16", "switch expression", Undocumented, "switch expressions are not in its documentation or samples", "Use a switch statement or conditional expressions");

    /// <summary>Foreach.</summary>
    public static PortabilityRule ForEach { get; } = new(
        "HAST17", "foreach", Undocumented, "foreach is not in its documentation or samples", "Use a for loop");

    /// <summary>Local functions.</summary>
    public static PortabilityRule LocalFunction { get; } = new(
        "HAST18", "local function", Undocumented, "local functions are not in its documentation or samples", "Make it a method");

    /// <summary>Any other construct.</summary>
    public static PortabilityRule OtherConstruct { get; } = new(
        "HAST19", "other construct", Undocumented, "it is not in its documentation or samples", "Write it with statements and operators of C# 6");

    /// <summary>Streams.</summary>
    public static PortabilityRule Stream { get; } = new(
        "HAST20", "Stream<T>", Refused, "it has no streams: tasks start with what they need and end with their result",
        "Let each task end with an array, and start the next one with it");

    /// <summary>Time.</summary>
    public static PortabilityRule Clock { get; } = new(
        "HAST21", "HardwareClock", Refused, "its hardware has no clock that a program can read",
        "Count what the program does instead, or leave the counter out");

    /// <summary>Generics.</summary>
    public static PortabilityRule Generic { get; } = new(
        "HAST22", "generic or nullable type, generic method", Refused,
        "what is transformed is one text for all types, and nullable values and spans are generic structs of the framework",
        "Write it for the type that is used; keep a bool beside a number that may be missing");

    /// <summary>Arrays of several dimensions.</summary>
    public static PortabilityRule Dimensions { get; } = new(
        "HAST23", "array of several dimensions", Refused, "arrays have one dimension there", "Compute the index: row * Columns + column");

    /// <summary>Every rule, sorted by id.</summary>
    public static IReadOnlyList<PortabilityRule> All =>
    [
        .. typeof(PortabilityRules)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(PortabilityRule))
            .Select(property => (PortabilityRule)property.GetValue(null)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
