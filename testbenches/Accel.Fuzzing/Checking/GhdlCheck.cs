using Accel.Rtl;
using Accel.ToolRunners;
using Accel.Verification;
using Hast.Transformer.SimpleMemory;

namespace Accel.Fuzzing;

/// <summary>The VHDL of a program in GHDL, on its first memory image and its first entry point.</summary>
internal static class GhdlCheck
{
    public const string Stage = "ghdl";

    /// <summary>All checks of a program, and GHDL where they find nothing.</summary>
    public static Verdict Run(CompiledProgram compiled, CancellationToken cancellationToken)
    {
        Verdict? simulated = null;
        Verdict verdict = ProgramCheck.Run(
            compiled, (module, expected) => simulated = Run(compiled.Program, module, expected, cancellationToken), null,
            cancellationToken);
        return simulated ?? verdict;
    }

    /// <summary>Compares the memory with what plain C# left in it.</summary>
    public static Verdict Run(FuzzProgram program, Module module, PlainResult expected, CancellationToken cancellationToken)
    {
        using GhdlRung rung = new(_ => module, timeout: TimeSpan.FromMinutes(2), latencyCycles: program.LatencyCycles);
        if (rung.Unavailable is { } reason)
        {
            throw new InvalidOperationException($"{reason.Reason}; {reason.Remedy}");
        }

        KernelCase vector = new() { Name = program.Space, Seed = program.Seed, Memory = program.Images[0], Expected = [] };
        RungRun run;
        try
        {
            run = rung.RunAsync(new Vectors(), vector, cancellationToken).AsTask().GetAwaiter().GetResult();
        }
        catch (ToolFailedException refused)
        {
            return new Verdict(Outcome.Crashed, Stage, $"the VHDL is refused: {refused.Message}");
        }

        return (run.Fault is { } fault ? expected.Difference(fault, 0) : expected.Difference(run.Memory, 0)) is { } difference
            ? new Verdict(Outcome.Different, Stage, difference)
            : Verdict.Equal;
    }

    // GHDL is told of one program only.
    private sealed class Vectors : IKernelVectors
    {
        public string Kernel => FuzzProgram.Class;

        public IReadOnlyList<KernelCase> Recorded => [];

        public KernelCase Random(int seed) => throw new NotSupportedException("a fuzzed program brings its own memory image");

        public void RunPlain(SimpleMemory memory, int member) => throw new NotSupportedException("plain C# has run before");
    }
}
