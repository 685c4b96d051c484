using Accel.Rtl;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Passes;

namespace Accel.Fuzzing;

/// <summary>Plain C# = IR after the front end = IR after all passes = netlist, with a quick memory and with an awkward one.</summary>
internal static class ProgramCheck
{
    private const long MostSteps = 20_000_000;

    /// <summary>Checks a program.</summary>
    /// <param name="compiled">The program.</param>
    /// <param name="made">Told of its netlist, where there is one and all is well, and of what must be in the memory after each
    /// run.</param>
    /// <param name="budget">What it may take, or null for the usual.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Verdict Run(
        CompiledProgram compiled,
        Action<Module, PlainResult>? made = null,
        ProgramBudget? budget = null,
        CancellationToken cancellationToken = default)
    {
        budget ??= new ProgramBudget();
        return ProgramWatch.Run(budget.Time, (progress, stop) => Run(compiled, made, budget, progress, stop), cancellationToken);
    }

    private static Verdict Run(
        CompiledProgram compiled,
        Action<Module, PlainResult>? made,
        ProgramBudget budget,
        CheckProgress progress,
        CancellationToken stop)
    {
        PlainResult expected;
        try
        {
            expected = compiled.RunPlain();
        }
#pragma warning disable CA1031 // Whatever the program does wrong: it is the program's fault, and is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Verdict(Outcome.Invalid, "plain C#", $"{exception.GetType().Name}: {exception.Message}");
        }

        if (expected.Deadlock is { } deadlock && !compiled.Program.MayDeadlock)
        {
            return new Verdict(Outcome.Different, "plain C#", $"deadlock of tasks that were made so that there is none: {deadlock.Waits}");
        }

        try
        {
            (Module? module, Verdict verdict) = Compile(compiled, expected, progress);
            if (module is null)
            {
                return verdict;
            }

            progress.Stage = NetlistCheck.Stage;
            verdict = new NetlistCheck(compiled.Program, expected, budget, stop).Run(module);
            if (verdict.Outcome == Outcome.Equal)
            {
                made?.Invoke(module, expected);
                verdict = verdict with { IsDeadlock = expected.Deadlock is not null };
            }

            return verdict;
        }
        catch (OperationCanceledException)
        {
            return new Verdict(Outcome.OverBudget, progress.Stage, $"no end within {budget.Time.TotalSeconds:0.#} s");
        }
#pragma warning disable CA1031 // Whatever the compiler throws is a defect of it, and is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Verdict(Outcome.Crashed, progress.Stage, $"{exception.GetType().Name}: {exception.Message} {Frame(exception)}");
        }
    }

    // The netlist, or null and why there is none.
    private static (Module? Module, Verdict Verdict) Compile(
        CompiledProgram compiled, PlainResult expected, CheckProgress progress)
    {
        FrontEndResult front = compiled.Translate();
        if (front.Program is not { } program)
        {
            return (null, Refused(front.Diagnostics, progress.Stage));
        }

        if (Interpret(program, compiled.Program, expected) is { } difference)
        {
            return (null, new Verdict(Outcome.Different, progress.Stage, difference));
        }

        PassContext context = new(compiled.Program.Options);
        foreach (IPass pass in Pipeline.Passes)
        {
            progress.Stage = pass.Name;
            pass.Run(program, context);
            if (!context.Diagnostics.IsEmpty)
            {
                return (null, Refused(context.Diagnostics.Items, pass.Name));
            }

            if (IrInvariants.Check(program) is [var violation, ..])
            {
                return (null, new Verdict(Outcome.Crashed, pass.Name, $"invariant: {violation}"));
            }
        }

        if (Interpret(program, compiled.Program, expected) is { } wrong)
        {
            return (null, WithPass(compiled, expected) ?? new Verdict(Outcome.Different, "passes", wrong));
        }

        progress.Stage = "schedule";
        Module? module = KernelCompiler.Lower(program, context);
        return (module, module is null ? Refused(context.Diagnostics.Items, progress.Stage) : Verdict.Equal);
    }

    private static Verdict Refused(IReadOnlyList<KernelDiagnostic> diagnostics, string stage) =>
        diagnostics.FirstOrDefault(item => item.Descriptor == DiagnosticDescriptors.TranslatorFailed) is { } defect
            ? new Verdict(Outcome.Crashed, stage, $"defect: {defect.Message}")
            : new Verdict(Outcome.Refused, stage, string.Join(' ', diagnostics.Select(item => item.Descriptor.Id).Distinct()));

    // Which pass it was: only worth finding out once something is wrong.
    private static Verdict? WithPass(CompiledProgram compiled, PlainResult expected)
    {
        KernelProgram program = compiled.Translate().Program!;
        PassContext context = new(compiled.Program.Options);
        foreach (IPass pass in Pipeline.Passes)
        {
            pass.Run(program, context);
            if (Interpret(program, compiled.Program, expected) is { } difference)
            {
                return new Verdict(Outcome.Different, pass.Name, difference);
            }
        }

        return null;
    }

    // What differs, or null.
    private static string? Interpret(KernelProgram program, FuzzProgram fuzz, PlainResult expected)
    {
        IrInterpreter interpreter = new(program, MostSteps);
        int run = 0;
        foreach (uint[] image in fuzz.Images)
        {
            for (int member = 0; member < expected.Members; member++, run++)
            {
                string? difference;
                try
                {
                    interpreter.Run(member, image);
                    difference = expected.Difference(image, run);
                }
                catch (IrExecutionException exception)
                {
                    difference = expected.Difference($"{exception.Message} at line {exception.Location?.Line}", run);
                }

                if (difference is not null || expected.IsDeadlocked(run))
                {
                    return difference;
                }
            }
        }

        return null;
    }

    // The innermost place of the project's own code.
    private static string Frame(Exception exception) =>
        exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Accel.", StringComparison.Ordinal))?.Trim() ?? "";
}
