using System.Collections.Immutable;
using Accel.Rtl;
using Accel.Rtl.Coverage;
using Accel.Rtl.Estimation;
using Accel.Transformer.Budgets;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Lowering;
using Accel.Transformer.Passes;
using Accel.Transformer.Reports;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer;

/// <summary>What became of a kernel.</summary>
/// <param name="Module">The netlist; null when there are diagnostics, or when the user stopped after a pass.</param>
/// <param name="Diagnostics">In order of file and line.</param>
public sealed record TransformResult(Module? Module, IReadOnlyList<KernelDiagnostic> Diagnostics)
{
    /// <summary>What is not as fast as it looks, in order of file and line; none of it is an error.</summary>
    public IReadOnlyList<KernelDiagnostic> Notes { get; init; } = [];

    /// <summary>
    /// Loops, states, storage and estimates; null without a netlist. Made when it is first asked for, as estimating takes its time.
    /// </summary>
    public HardwareReport? Report => ReportSource?.Value;

    /// <summary>With <see cref="TransformOptions.Covers"/>: the registers that note what was reached.</summary>
    public ImmutableArray<CoverPoint> CoverPoints { get; init; } = [];

    internal Lazy<HardwareReport>? ReportSource { get; init; }

    /// <summary>A result that was kept from before.</summary>
    public static TransformResult Of(Module module, HardwareReport report, IReadOnlyList<KernelDiagnostic> notes)
        => new(module, []) { Notes = notes, ReportSource = new(report) };
}

/// <summary>C# to netlist.</summary>
public static class KernelCompiler
{
    /// <summary>Names of the passes in their order, as <see cref="TransformOptions.StopAfter"/> takes them.</summary>
    public static ImmutableArray<string> PassNames { get; } = [.. Pipeline.Passes.Select(static p => p.Name)];

    /// <summary>What <see cref="IrStart.After"/> calls what there is before all passes.</summary>
    public const string FrontEndName = "front-end";

    /// <summary>Compiles a kernel class.</summary>
    /// <param name="source">The source.</param>
    /// <param name="className">The class, with or without namespace.</param>
    /// <param name="options">What the user may choose.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TransformResult Compile(KernelSource source, string className, TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return CompileWatch.Run(options, () =>
        {
            if (options.Start is { } start)
            {
                DiagnosticsBag found = new();
                return start.Read(className, found) is { } read ? Compile(read, options) : new TransformResult(null, found.Items);
            }

            var front = FrontEnd.Load(source, className, options);
            if (front.Program is null)
            {
                return new TransformResult(null, front.Diagnostics) { Notes = front.Notes };
            }

            var result = Compile(front.Program, options);
            return result with { Notes = DiagnosticsBag.InOrder(front.Notes.Concat(result.Notes)) };
        });
    }

    /// <summary>Compiles structured IR, which is changed on the way.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TransformResult Compile(KernelProgram program, TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        return CompileWatch.Run(options, () => Compile(program, new PassContext(options)));
    }

    private static TransformResult Compile(KernelProgram program, PassContext context)
    {
        (KernelSchedule Schedule, LoweredKernel Lowered)? made;
        try
        {
            made = Pipeline.Run(program, context) ? Make(program, context) : null;
        }
        catch (BudgetExceededException exceeded)
        {
            exceeded.Report(context.Diagnostics);
            made = null;
        }

        return new TransformResult(made?.Lowered.Module, context.Diagnostics.Items)
        {
            Notes = context.Notes.Items,
            CoverPoints = made?.Lowered.CoverPoints ?? [],
            ReportSource = made is var (schedule, lowered) ? new(() => HardwareReporter.Run(schedule, lowered)) : null,
        };
    }

    /// <summary>
    /// What the passes refuse and note in structured IR, which is changed on the way; scheduling and lowering are not tried.
    /// </summary>
    internal static IReadOnlyList<KernelDiagnostic> Check(KernelProgram program, TransformOptions options)
        => CompileWatch.Run(options, () => Check(program, new PassContext(options)));

    private static IReadOnlyList<KernelDiagnostic> Check(KernelProgram program, PassContext context)
    {
        try
        {
            _ = Pipeline.Run(program, context);
        }
        catch (BudgetExceededException exceeded)
        {
            exceeded.Report(context.Diagnostics);
        }

        return [.. context.Diagnostics.Items, .. context.Notes.Items];
    }

    /// <summary>Schedules and lowers what the passes have left; null when something was reported.</summary>
    internal static Module? Lower(KernelProgram program, PassContext context)
        => Make(program, context)?.Lowered.Module;

    private static (KernelSchedule Schedule, LoweredKernel Lowered)? Make(KernelProgram program, PassContext context)
    {
        KernelSchedule? schedule = null;
        LoweredKernel? lowered = null;
        var delays = new NodeDelays(DelayTable.Of(context.Options.Family));
        CompilerDefectException.Guard("scheduling", () => schedule = KernelSchedule.Make(program, delays, context));
        CompilerDefectException.Guard("lowering", () => lowered = schedule is null ? null : KernelLowering.Run(schedule));
        return lowered is null ? null : (schedule!, lowered);
    }
}
