using System.Collections.Immutable;
using Accel.Generation;
using Accel.Rtl.Bench;
using Accel.Rtl.Coverage;
using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class CoverageMeterTests
{
    // What a line needs to be executed stands behind it; lines without a remark are always executed, or are no hardware of their own.
    private const string Text = """
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public class K
        {
            ATTRIBUTE
            public virtual void Run(SimpleMemory memory)
            {
                int limit = memory.ReadInt32(0);
                int sum = 0;
                for (int i = 0; i < 8; i++)
                {
                    int cell = memory.ReadInt32(1 + i);
                    if (cell > limit)
                    {
                        sum += cell; // above
                        memory.WriteInt32(20 + i, sum); // above
                    }
                    else if (cell == 7)
                    {
                        memory.WriteInt32(20 + i, -cell); // seven
                    }
                }

                if (limit == 3)
                {
                    memory.WriteInt32(30, sum); // three
                    memory.WriteInt32(31, limit); // three
                }
            }
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 9, new[] { 10, 1, 7 }, "above seven")]
    [InlineData("", 9, new[] { 1, 2, 3 }, "")]
    [InlineData("", 3, new[] { 4, 4, 4, 4, 4, 4, 4, 4 }, "above three")]
    [InlineData("[Pipeline(\"i\", InitiationInterval = 3)]", 9, new[] { 10, 1, 7 }, "above seven")]
    [InlineData("[Pipeline(\"i\", InitiationInterval = 3)]", 9, new[] { 1, 2, 3 }, "")]
    [InlineData("[Pipeline(\"i\", InitiationInterval = 3)]", 3, new[] { 4, 4, 4, 4, 4, 4, 4, 4 }, "above three")]
    public void The_lines_that_are_executed_and_the_ways_that_are_taken_are_those_of_the_CSharp(string attribute, int limit, int[] cells, string happens)
    {
        string[] what = happens.Split(' ');
        string[] lines = Text.Split('\n');
        int LineOf(string text) => 1 + Array.FindIndex(lines, l => l.Contains(text, StringComparison.Ordinal));
        var coverage = new CoverageMeter(KernelSource.FromText(Text.Replace("ATTRIBUTE", attribute, StringComparison.Ordinal)), "K").Run([Vector(limit, cells)], Token);
        foreach (var line in coverage.Lines)
        {
            string[] remark = lines[line.Line - 1].Split(" // ");
            Assert.True(line.IsExecuted == (remark.Length == 1 ? line.Line != LineOf("else if") || Reaches() : what.Contains(remark[1].Trim())), $"{line}: {remark[0]}");
        }

        foreach (string condition in (string[])["sum += cell", "memory.WriteInt32(20 + i, sum)", "-cell", "(30, sum)"])
        {
            Assert.Contains(coverage.Lines, l => l.Line == LineOf(condition));
        }

        var choices = coverage.Lines.ToDictionary(static l => l.Line, static l => (l.WasTrue, l.WasFalse));
        Assert.Equal((what.Contains("above"), Reaches()), choices[LineOf("if (cell > limit)")]);
        Assert.Equal((what.Contains("seven"), Reaches()), choices[LineOf("else if")]);
        Assert.Equal((what.Contains("three"), !what.Contains("three")), choices[LineOf("if (limit == 3)")]);
        Assert.Equal(coverage.Lines.Count(static l => !l.IsCovered), coverage.Uncovered.Count(static u => u.Kind is "statement" or "branch"));

        // Something is not above the limit.
        bool Reaches() => Enumerable.Range(0, 8).Any(i => cells.ElementAtOrDefault(i) <= limit);
    }

    [Fact]
    public void A_state_that_is_only_entered_for_three_is_missing_without_it()
    {
        var meter = new CoverageMeter(KernelSource.FromText(Text.Replace("ATTRIBUTE", "", StringComparison.Ordinal)), "K");
        var without = meter.Run([Vector(9, [10, 1, 7])], Token);
        Assert.Equal(Line("(31, limit)"), Assert.Single(without.Uncovered, static u => u.Kind == "state").Line);
        var all = meter.Run([Vector(3, [10, 1, 7])], Token);
        Assert.Equal(new CoverageRatio(all.States.Total, all.States.Total), all.States);
        Assert.DoesNotContain(all.Uncovered, static u => u.Kind != "toggle");

        static int Line(string text) => 1 + Array.FindIndex(Text.Split('\n'), l => l.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_notes_the_coverage_costs_no_cycle_and_changes_no_write()
    {
        var source = KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly);
        foreach (var kernel in KernelVectors.All.Where(static k => k.Kernel != KernelGenerator.Engine))
        {
            var vector = kernel.Random(5);
            var runs = new[] { false, true }.Select(covers =>
            {
                var module = KernelCompiler.Compile(source, kernel.Kernel, new TransformOptions { Covers = covers }).Module!;
                Assert.Equal(covers, module.Signals.Any(static s => s.NameHint?.StartsWith(CoverPoint.RegisterPrefix, StringComparison.Ordinal) == true));
                List<KernelWrite> writes = [];
                var run = new KernelSimulation(module, new KernelSimulationOptions { OnWrite = writes.Add }).Run(new KernelMemory([.. vector.Memory]), vector.Member, Token);
                return (run, Writes: string.Join(' ', writes));
            }).ToList();
            Assert.Equal(runs[0], runs[1]);
        }
    }

    [Fact]
    public void A_vector_that_fails_has_no_coverage()
    {
        var kernel = KernelVectors.All[0];
        var wrong = kernel.Recorded[0] with { Expected = kernel.Recorded[1].Expected };
        var meter = new CoverageMeter(KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly), kernel.Kernel);
        Assert.Contains("says nothing", Assert.Throws<InvalidOperationException>(() => meter.Run([wrong], Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_source_is_annotated_as_text_and_as_HTML()
    {
        var source = KernelSource.FromText("int a;\nif (a < b)\nc;\nd;\n\n}\n", "A.cs");
        var annotated = new AnnotatedSource(source, [new("A.cs", 1, true, null, null), new("A.cs", 2, true, true, false), new("A.cs", 3, false, null, null), new("A.cs", 4, true, false, true)]);
        Assert.Equal("A.cs\n    1 + int a;\n    2 T if (a < b)\n    3 - c;\n    4 F d;\n    5\n    6   }\n", annotated.ToText());
        string html = annotated.ToHtml();
        Assert.Contains("<tr class=\"partial\" title=\"its condition was never false\"><td class=\"number\">2</td><td>T</td><td>if (a &lt; b)</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"missed\" title=\"never executed\"><td class=\"number\">3</td>", html, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"covered\"><td class=\"number\">1</td>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><td class=\"number\">6</td>", html, StringComparison.Ordinal);
    }

    private static KernelCase Vector(int limit, int[] cells)
        => new() { Name = "by hand", Seed = 0, Memory = [(uint)limit, .. cells.Select(static c => (uint)c), .. new uint[40 - 1 - cells.Length]], Expected = ImmutableArray<ExpectedRegion>.Empty };
}
