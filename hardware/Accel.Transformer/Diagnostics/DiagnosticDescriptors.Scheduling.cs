namespace Accel.Transformer.Diagnostics;

/// <content>Group 06: scheduling and lowering, and what concerns the compilation as a whole.</content>
public static partial class DiagnosticDescriptors
{
    /// <summary>Compiling takes too long.</summary>
    public static DiagnosticDescriptor CompileTime { get; } = new(
        "ACC0601",
        "compiling takes too long",
        "compiling took more than its budget of {0} s, and {1} had come as far as this line",
        "Make the kernel smaller where it is copied (Unroll, Pipeline, calls), or raise the budget (accel: --budget seconds=N, library: TransformOptions.Budgets)");

    /// <summary>Nested too deep.</summary>
    public static DiagnosticDescriptor NestedTooDeep { get; } = new(
        "ACC0602",
        "nested too deep",
        "expressions or statements are nested deeper than {0} can follow",
        "Split the expression into several statements with local variables, or put the inner statements into a method of their own");
}
