using System.Globalization;
using Accel.Transformer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing;

/// <summary>Makes a program that shows a defect small, as long as it still shows it.</summary>
internal sealed class Shrinker
{
    private const int BatchSize = 16;

    // GHDL takes about a second for each.
    private const int GhdlTries = 300;

    private readonly Verdict _verdict;
    private readonly Func<CompiledProgram, Verdict> _check;
    private int _triesLeft;
    private FuzzProgram _smallest;

    private Shrinker(FuzzProgram program, Verdict verdict, Func<CompiledProgram, Verdict> check, int tries) =>
        (_smallest, _verdict, _check, _triesLeft) = (program, verdict, check, tries);

    /// <summary>The smallest program found that fails in the same way, checked as far as it has to be to see that.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FuzzProgram Shrink(FuzzProgram program, Verdict verdict, CancellationToken cancellationToken) => verdict.Stage == GhdlCheck.Stage
        ? Shrink(program, verdict, candidate => GhdlCheck.Run(candidate, cancellationToken), GhdlTries)
        : Shrink(program, verdict, candidate => ProgramCheck.Run(candidate, null, null, cancellationToken));

    /// <summary>The smallest program found that fails in the same way.</summary>
    /// <param name="program">A program that fails.</param>
    /// <param name="verdict">How.</param>
    /// <param name="check">What tells how it fails.</param>
    /// <param name="tries">Programs that may be tried.</param>
    public static FuzzProgram Shrink(FuzzProgram program, Verdict verdict, Func<CompiledProgram, Verdict> check, int tries = 3000) =>
        new Shrinker(program, verdict, check, tries).Shrink();

    private FuzzProgram Shrink()
    {
        TransformOptions defaults = new();
        _ = TryOne(_smallest with { Options = _smallest.Options with { ClockPeriodNs = defaults.ClockPeriodNs } });
        _ = TryOne(_smallest with { Options = _smallest.Options with { Replacements = defaults.Replacements } });
        _ = TryOne(_smallest with { Options = _smallest.Options with { PortBits = defaults.PortBits } });
        _ = TryOne(_smallest with { Options = _smallest.Options with { Family = defaults.Family } });
        _ = TryOne(_smallest with { LatencyCycles = 1 });
        while (_triesLeft > 0 && (Round(Reductions.Coarse) || Round(Reductions.Of)))
        {
        }

        return _smallest with { Text = Root(_smallest).NormalizeWhitespace(eol: "\n").ToFullString() + "\n" };
    }

    // Goes once through all reductions; after each that succeeds it goes on at the same place in the smaller program.
    private bool Round(Func<SyntaxNode, IEnumerable<SyntaxNode>> reductions)
    {
        bool isSmaller = false;
        int next = 0;
        while (_triesLeft > 0)
        {
            SyntaxNode[] batch = [.. reductions(Root(_smallest)).Skip(next).Take(BatchSize)];
            if (batch.Length == 0)
            {
                break;
            }

            int found = FirstLike(batch);
            next += found < 0 ? batch.Length : found;
            isSmaller |= found >= 0;
        }

        return isSmaller;
    }

    private bool TryOne(FuzzProgram candidate) => FirstLike([candidate]) == 0;

    private int FirstLike(IReadOnlyList<SyntaxNode> roots) => FirstLike([.. roots.Select((root, index) => _smallest with
    {
        Text = Renamed(root, string.Create(CultureInfo.InvariantCulture, $"Fuzz{_smallest.Seed}c{index}")).ToFullString(),
        Space = string.Create(CultureInfo.InvariantCulture, $"Fuzz{_smallest.Seed}c{index}"),
    })]);

    private int FirstLike(FuzzProgram[] candidates)
    {
        _triesLeft -= candidates.Length;
        using ProgramBatch batch = new(candidates);
        foreach (CompiledProgram compiled in batch.Programs)
        {
            if (_check(compiled).IsLike(_verdict))
            {
                _smallest = compiled.Program;
                return Array.IndexOf(candidates, compiled.Program);
            }
        }

        return -1;
    }

    private static SyntaxNode Root(FuzzProgram program) => CSharpSyntaxTree.ParseText(program.Text).GetRoot();

    private static SyntaxNode Renamed(SyntaxNode root, string space) => root.DescendantNodes().OfType<FileScopedNamespaceDeclarationSyntax>().First() is var declaration
        ? root.ReplaceNode(declaration, declaration.WithName(SyntaxFactory.IdentifierName(space)))
        : root;
}
