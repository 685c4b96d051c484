using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Ir.Text;
using Accel.Transformer.Passes;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Passes;

/// <summary>
/// Small programs before and after a pass, a file of them per pass: the pass makes the one text of the other, and both leave the same in
/// random memories. ACCEL_UPDATE_GOLDEN=1 writes what stands behind the arrows.
/// </summary>
public sealed class PassCaseTests
{
    private const string Folder = "testbenches/Accel.Transformer.Tests/Passes/Cases";
    private const string Title = "### ";
    private const string Arrow = "=>\n";
    private const string Frame = "kernel K\n\nentry 0 K.Run()\n{\n";
    private const int Memories = 16;

    public static TheoryData<string> Passes =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, Folder)).Select(static f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Passes))]
    public void A_pass_makes_of_its_cases_what_is_written(string pass)
    {
        string path = $"{Folder}/{pass}.txt";
        string text = File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
        var cases = text.Split(Title, StringSplitOptions.RemoveEmptyEntries);
        Assert.True(cases.Length >= 4, $"{pass} has {cases.Length} cases");
        GoldenText.AssertSame(path, string.Join('\n', cases.Select(one => Ran(pass, one))));
    }

    // A pass that runs again later under another name has one file.
    [Fact]
    public void Every_pass_has_cases()
    {
        string[] files = [.. Passes.Select(static row => row.Data)];
        Assert.Empty(Pipeline.Passes.GroupBy(static pass => pass.GetType())
            .Where(same => !same.Any(pass => files.Contains(pass.Name))).Select(static same => same.Key.Name));
    }

    // A case with what the pass makes of it now.
    private static string Ran(string pass, string one)
    {
        int body = one.IndexOf('\n', StringComparison.Ordinal) + 1, arrow = one.IndexOf(Arrow, StringComparison.Ordinal);
        string name = one[..(body - 1)], before = one[body..(arrow < 0 ? one.Length : arrow)].TrimEnd('\n') + "\n";
        string whole = before.StartsWith("kernel ", StringComparison.Ordinal) ? before : $"{Frame}{before}}}\n";
        var program = IrParser.Parse(whole);
        PassContext context = new(new TransformOptions());
        Pipeline.Passes.Single(item => item.Name == pass).Run(program, context);
        string after = context.Diagnostics.IsEmpty ? IrPrinter.Print(program)
            : string.Concat(context.Diagnostics.Items.Select(static d => $"refused: {d.Descriptor.Id}: {d.Message}\n"));
        if (context.Diagnostics.IsEmpty)
        {
            Assert.Empty(IrInvariants.Check(program));
            AssertSame($"{pass}: {name}", IrParser.Parse(whole), program);
        }

        return $"{Title}{name}\n{WithoutFrame(IrPrinter.Print(IrParser.Parse(whole)))}{Arrow}{WithoutFrame(after)}";
    }

    // A program of one entry point is shown as what that does.
    private static string WithoutFrame(string text) =>
        text.StartsWith(Frame, StringComparison.Ordinal) && text.IndexOf("\n}", StringComparison.Ordinal) == text.Length - 3
            ? text[Frame.Length..^2] : text;

    private static void AssertSame(string name, KernelProgram before, KernelProgram after)
    {
        bool changes = false;
        for (int seed = 0; seed < Memories; seed++)
        {
            uint[] cells = KernelComparison.Cells(seed, 64), expected = [.. cells], actual = [.. cells];
            new IrInterpreter(before, 100_000).Run(0, expected);
            new IrInterpreter(after, 100_000).Run(0, actual);
            Assert.True(expected.SequenceEqual(actual),
                $"{name}, memory {seed}: {string.Join(' ', expected)} before, {string.Join(' ', actual)} after");
            changes |= !expected.SequenceEqual(cells);
        }

        Assert.True(changes, $"{name}: the program changes nothing, so that running it shows nothing");
    }
}
