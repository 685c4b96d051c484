using Accel.Host;
using Accel.Host.Simulation;
using Accel.Rtl;
using Accel.Rtl.Simulation;
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
    private const string FrontEndStage = "front end";
    private const long MostSteps = 20_000_000;
    private const long MostCycles = 1_000_000;
    private const long MostCheckedCycles = 20_000;

    /// <summary>Checks a program.</summary>
    /// <param name="compiled">The program.</param>
    /// <param name="made">Told of its netlist, where there is one and all is well, and of what must be in the memory after each run.</param>
    public static Verdict Run(CompiledProgram compiled, Action<Module, IReadOnlyList<uint[]>>? made = null)
    {
        IReadOnlyList<uint[]> expected;
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

        string stage = FrontEndStage;
        try
        {
            return Run(compiled, expected, made, ref stage);
        }
#pragma warning disable CA1031 // Whatever the compiler throws is a defect of it, and is reported.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Verdict(Outcome.Crashed, stage, $"{exception.GetType().Name}: {exception.Message} {Frame(exception)}");
        }
    }

    private static Verdict Run(CompiledProgram compiled, IReadOnlyList<uint[]> expected, Action<Module, IReadOnlyList<uint[]>>? made, ref string stage)
    {
        FrontEndResult front = compiled.Translate();
        if (front.Program is not { } program)
        {
            return Refused(front.Diagnostics, stage);
        }

        if (Interpret(program, compiled.Program, expected) is { } difference)
        {
            return new Verdict(Outcome.Different, stage, difference);
        }

        PassContext context = new(compiled.Program.Options);
        foreach (IPass pass in Pipeline.Passes)
        {
            stage = pass.Name;
            pass.Run(program, context);
            if (!context.Diagnostics.IsEmpty)
            {
                return Refused(context.Diagnostics.Items, stage);
            }

            if (IrInvariants.Check(program) is [var violation, ..])
            {
                return new Verdict(Outcome.Crashed, stage, $"invariant: {violation}");
            }
        }

        if (Interpret(program, compiled.Program, expected) is { } wrong)
        {
            return WithPass(compiled, expected) ?? new Verdict(Outcome.Different, "passes", wrong);
        }

        stage = "schedule";
        if (KernelCompiler.Lower(program, context) is not { } module)
        {
            return Refused(context.Diagnostics.Items, stage);
        }

        stage = "rtl";
        long cycles = 0;
        Func<ISimulator> powerUp = Simulator.Prepare(module);
        foreach ((int latency, int stalls) in new[] { (1, 0), (compiled.Program.LatencyCycles, compiled.Program.Seed | 1) })
        {
            KernelSimulation simulation = new(powerUp(), new KernelSimulationOptions { StallSeed = stalls, MostCycles = MostCycles });
            if (Simulate(simulation, compiled.Program, expected, latency, stalls, ref cycles) is { } failure)
            {
                return new Verdict(Outcome.Different, stage, failure);
            }
        }

        // Values that nobody wrote are followed a hundred times slower.
        KernelSimulationOptions check = new() { CheckUninitialised = true, MostCycles = MostCheckedCycles };
        if (cycles <= MostCheckedCycles && Simulate(new KernelSimulation(module, check), compiled.Program, expected, 1, 0, ref cycles) is { } unwritten)
        {
            return new Verdict(Outcome.Different, stage, unwritten);
        }

        made?.Invoke(module, expected);
        return Verdict.Equal;
    }

    private static Verdict Refused(IReadOnlyList<KernelDiagnostic> diagnostics, string stage) =>
        diagnostics.FirstOrDefault(item => item.Descriptor == DiagnosticDescriptors.TranslatorFailed) is { } defect
            ? new Verdict(Outcome.Crashed, stage, $"defect: {defect.Message}")
            : new Verdict(Outcome.Refused, stage, string.Join(' ', diagnostics.Select(item => item.Descriptor.Id).Distinct()));

    // Which pass it was: only worth finding out once something is wrong.
    private static Verdict? WithPass(CompiledProgram compiled, IReadOnlyList<uint[]> expected)
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
    private static string? Interpret(KernelProgram program, FuzzProgram fuzz, IReadOnlyList<uint[]> expected)
    {
        IrInterpreter interpreter = new(program, MostSteps);
        int members = program.EntryPoints.Count, run = 0;
        try
        {
            foreach (uint[] image in fuzz.Images)
            {
                for (int member = 0; member < members; member++, run++)
                {
                    interpreter.Run(member, image);
                    if (Difference(expected[run], image, run) is { } difference)
                    {
                        return difference;
                    }
                }
            }
        }
        catch (IrExecutionException exception)
        {
            return $"run {run}: {exception.Message} at line {exception.Location?.Line}";
        }

        return null;
    }

    private static string? Simulate(
        KernelSimulation simulation, FuzzProgram fuzz, IReadOnlyList<uint[]> expected, int latency, int stalls, ref long cycles)
    {
        int members = expected.Count / fuzz.Images.Length, run = 0;
        foreach (uint[] image in fuzz.Images)
        {
            for (int member = 0; member < members; member++, run++)
            {
                KernelMemory memory = new(image, latency);
                KernelRun result = simulation.Run(memory, member);
                cycles += result.Cycles;
                if ((result.Error == DeviceErrorCode.None ? Difference(expected[run], image, run) : result.Detail) is { } difference)
                {
                    return $"latency {latency}, stalls {stalls}: {difference}";
                }
            }
        }

        return null;
    }

    internal static string? Difference(uint[] expected, uint[] actual, int run)
    {
        for (int cell = 0; cell < expected.Length; cell++)
        {
            if (expected[cell] != actual[cell])
            {
                return $"run {run}, cell {cell}: C# {expected[cell]:x8}, here {actual[cell]:x8}";
            }
        }

        return null;
    }

    // The innermost place of the project's own code.
    private static string Frame(Exception exception) =>
        exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Accel.", StringComparison.Ordinal))?.Trim() ?? "";
}
