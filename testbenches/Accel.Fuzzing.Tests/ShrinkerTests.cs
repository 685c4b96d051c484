using Accel.Fuzzing.Generation;
using Accel.Verification;

namespace Accel.Fuzzing.Tests;

/// <summary>The shrinker, on a defect that is made up: the program divides, and is right.</summary>
public sealed class ShrinkerTests
{
    private static readonly Verdict Defect = new(Outcome.Different, "made up");

    [Fact]
    public void A_program_shrinks_to_the_statement_that_matters()
    {
        FuzzProgram large = Enumerable.Range(1, 100).Select(ProgramWriter.Write).First(program => program.Text.Length > 4000 && Divides(program));
        FuzzProgram small = Shrinker.Shrink(large, Defect, Check);
        Assert.True(Divides(small), small.Text);
        // Usings, the kernel, and the statement in a method whose types are as it needs them.
        Assert.True(Lines(small) <= 32, small.Text);

        // What is left is a regression that can be read again and is right.
        string file = Regression.Write(small, "made up");
        Assert.Equal(small with { Text = file }, Regression.Read(file) with { Space = small.Space, Options = small.Options });
        Assert.Null(Regression.Check(file));
    }

    [Fact]
    public void A_difference_in_GHDL_shrinks_as_well()
    {
        Assert.SkipUnless(GhdlRung.Choose(characters: 0).IsAvailable, "ghdl is not installed");
        const string text =
            """
            // seed 5
            // run cells 8 clock 10 latency 1
            using Hast.Transformer.SimpleMemory;
            namespace Fuzz5;
            public class Kernel
            {
                public virtual void Run(SimpleMemory memory)
                {
                    memory.WriteInt32(1, memory.ReadInt32(0));
                    memory.WriteInt32(2, 7);
                }
            }
            """;
        FuzzProgram small = Shrinker.Shrink(Regression.Read(text), new Verdict(Outcome.Different, GhdlCheck.Stage), compiled => Broken(compiled), tries: 40);
        Assert.Contains("WriteInt32(2, ", small.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WriteInt32(1, ", small.Text, StringComparison.Ordinal);
    }

    // Expects something else of GHDL than what is right, where the program sets cell 2.
    private static Verdict Broken(CompiledProgram compiled)
    {
        Verdict? verdict = null;
        _ = ProgramCheck.Run(compiled, (module, expected) => verdict = GhdlCheck.Run(
            compiled.Program,
            module,
            expected with { Memories = [[.. expected.Memories[0].Select((value, cell) => cell == 2 && value == 7 ? 8 : value)]] },
            TestContext.Current.CancellationToken));
        return verdict ?? Verdict.Equal;
    }

    private static Verdict Check(CompiledProgram compiled)
    {
        try
        {
            _ = compiled.RunPlain();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new Verdict(Outcome.Invalid);
        }

        return Divides(compiled.Program) ? Defect : Verdict.Equal;
    }

    private static bool Divides(FuzzProgram program) => program.Text.Contains(" / ", StringComparison.Ordinal);

    private static int Lines(FuzzProgram program) => program.Text.Split('\n').Length;
}
