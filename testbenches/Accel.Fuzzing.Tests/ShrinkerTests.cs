using Accel.Fuzzing.Generation;

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
        Assert.True(Lines(small) <= 22, small.Text);

        // What is left is a regression that can be read again and is right.
        string file = Regression.Write(small, "made up");
        Assert.Equal(small with { Text = file }, Regression.Read(file) with { Space = small.Space, Options = small.Options });
        Assert.Null(Regression.Check(file));
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
