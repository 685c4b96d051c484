namespace Accel.Transformer.Diagnostics;

/// <content>Group 00: source and options.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>C# error.</summary>
    public static DiagnosticDescriptor CompileError { get; } = new(
        "ACC0001",
        "C# error",
        "{0}: {1}",
        "The kernel must compile as C# against Accel.Hast.Abstractions and the framework's core: no Console, Parallel, LINQ or files");

    /// <summary>Kernel class not found.</summary>
    public static DiagnosticDescriptor ClassNotFound { get; } = new(
        "ACC0002",
        "kernel class not found",
        "there is no class {0}; the source has {1}",
        "Name a public class with entry points, with its namespace if need be");

    /// <summary>Kernel class ambiguous.</summary>
    public static DiagnosticDescriptor ClassAmbiguous { get; } = new(
        "ACC0003",
        "kernel class ambiguous",
        "{0} names {1}",
        "Write the name with its namespace");

    /// <summary>Text that is no IR.</summary>
    public static DiagnosticDescriptor IrText { get; } = new(
        "ACC0016",
        "text that is no IR",
        "{0}",
        "Take a file that `accel generate --dump-ir DIR` has written, and change it as its other lines show");

    /// <summary>No entry point.</summary>
    public static DiagnosticDescriptor NoEntryPoint { get; } = new(
        "ACC0004",
        "no entry point",
        "class {0} has no entry point{1}",
        "Declare a method public virtual void Run(SimpleMemory memory), or implement an interface with such a method");

    /// <summary>Signature of an entry point.</summary>
    public static DiagnosticDescriptor EntryPointSignature { get; } = new(
        "ACC0005",
        "signature of an entry point",
        "public virtual method {0} cannot be an entry point",
        "An entry point takes one SimpleMemory and returns void or Task; make helpers private or static");

    /// <summary>Unknown replacement key.</summary>
    public static DiagnosticDescriptor UnknownReplacement { get; } = new(
        "ACC0006",
        "unknown replacement key",
        "no field is marked [Replaceable(\"{0}\")]; the keys are {1}",
        "Correct the key");

    /// <summary>Replacement of the wrong type.</summary>
    public static DiagnosticDescriptor ReplacementType { get; } = new(
        "ACC0007",
        "replacement of the wrong type",
        "\"{0}\" is not a value of type {1} for the key {2}",
        "Give a literal of the field's type");

    /// <summary>Field cannot be replaceable.</summary>
    public static DiagnosticDescriptor ReplaceableField { get; } = new(
        "ACC0008",
        "field cannot be replaceable",
        "field {0} cannot be [Replaceable]: {1}",
        "Mark a const or static readonly field of an integer type, bool, char or an enum, with an initialiser, and give the key as a string literal");

    /// <summary>Defect of the transformer.</summary>
    public static DiagnosticDescriptor TranslatorFailed { get; } = new(
        "ACC0009",
        "defect of the transformer",
        "the transformer could not handle this: {0}",
        "Report it with the source; writing the statement in a simpler form may help meanwhile");

    /// <summary>More entry points than numbers for them.</summary>
    public static DiagnosticDescriptor TooManyEntryPoints { get; } = new(
        "ACC0010",
        "too many entry points",
        "{0} is one too many of the {1} entry points of {2}: the hardware has numbers for {3}",
        "Make one entry point of several that choose by a cell of SimpleMemory, or spread them over classes");

    /// <summary>Configuration of what is not there.</summary>
    public static DiagnosticDescriptor UnknownConfiguration { get; } = new(
        "ACC0014",
        "configuration of what is not there",
        "the configuration names {0}, and the source has no {1} of that name{2}",
        "Write Class.Method for a method, and for an array Class.Variable, Class.Method.Variable, "
            + "or Class.Method for one that is returned");

    /// <summary>Configuration file that is none.</summary>
    public static DiagnosticDescriptor ConfigurationFile { get; } = new(
        "ACC0015",
        "configuration file that cannot be read",
        "{0} is no configuration of kernels: {1}",
        "Write it as accel generate --config takes it; accel generate --help has an example");

    /// <summary>Value that a constant may not have.</summary>
    public static DiagnosticDescriptor ConstantValue { get; } = new(
        "ACC0011",
        "value that a constant may not have",
        "{0} cannot be {1}: it has to be {2}",
        "Give it a value that its [Allowed] names");

    /// <summary>Constants that do not go together.</summary>
    public static DiagnosticDescriptor ConstantRelation { get; } = new(
        "ACC0012",
        "constants that do not go together",
        "{0}; here {1}",
        "Change one of these constants so that the condition of [Requires] is true");

    /// <summary>Field that holds no number for [Allowed].</summary>
    public static DiagnosticDescriptor AllowedField { get; } = new(
        "ACC0013",
        "field that [Allowed] says nothing of",
        "field {0} cannot be [Allowed]: {1}",
        "Put it on a const or static readonly field of an integer type, char or an enum, initialised with a constant");
}
