using System.Text.RegularExpressions;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;

namespace Accel.Fuzzing;

/// <summary>
/// What a program computes whose streams have room for everything: one with less room that ends computes the same (Kahn), so that hardware
/// with a little more room may come to this.
/// </summary>
internal static partial class RoomyStreams
{
    private const int Places = 5000;
    private const long MostSteps = 20_000_000;

    /// <summary>Runs the interpreter on the image of a run.</summary>
    /// <param name="program">The program.</param>
    /// <param name="plain">What plain C# made of it, which ended in a deadlock.</param>
    /// <param name="run">The run that did.</param>
    public static PlainResult Run(FuzzProgram program, PlainResult plain, int run)
    {
        SourceFile file = new(program.Path, Capacity().Replace(program.Text, $"${{1}}{Places})"));
        FrontEndResult front = FrontEnd.Load(new KernelSource([file]), program.ClassName, program.Options);
        (int image, int member) = (run / plain.Members, run % plain.Members);
        uint[] memory = member > 0 ? [.. plain.Memories[run - 1]] : [.. program.Images[image]];
        try
        {
            IrInterpreter interpreter = new(front.Program ?? throw new InvalidOperationException("refused with larger streams"), MostSteps);
            interpreter.Run(member, memory);
            return plain with { Memories = [.. plain.Memories, memory], Deadlock = null };
        }
        catch (IrExecutionException exception) when (Deadlock.Of(exception.Message) is not null)
        {
            return plain;
        }
    }

    [GeneratedRegex(@"(new Stream<.*>\()\d+\)")]
    private static partial Regex Capacity();
}
