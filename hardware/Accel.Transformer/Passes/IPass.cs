using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>One step of the compiler from structured IR to structured IR.</summary>
internal interface IPass
{
    /// <summary>As dumps, --stop-after and messages call it.</summary>
    string Name { get; }

    /// <summary>Changes the program; what the user has to mend goes to the context.</summary>
    void Run(KernelProgram program, PassContext context);
}

/// <summary>What a pass may use.</summary>
internal sealed class PassContext(TransformOptions options)
{
    /// <summary>The user's choices.</summary>
    public TransformOptions Options { get; } = options;

    /// <summary>What is wrong with the kernel.</summary>
    public DiagnosticsBag Diagnostics { get; } = new();

    /// <summary>What is right but not as fast as it looks.</summary>
    public DiagnosticsBag Notes { get; } = new();

    /// <summary>Notes something at a place.</summary>
    public void Note(DiagnosticDescriptor descriptor, SourceLocation? place, params object[] arguments)
        => Notes.Report(descriptor, place ?? new SourceLocation("", 0), arguments);

    /// <summary>Reports something at a place.</summary>
    public void Report(DiagnosticDescriptor descriptor, SourceLocation? place, params object[] arguments)
        => Diagnostics.Report(descriptor, place ?? new SourceLocation("", 0), arguments);
}
