using System.Collections.Immutable;
using System.Globalization;
using Accel.Analyzers;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Tests.Diagnostics;
using Accel.Transformer.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Transformer.Tests.Analyzers;

/// <summary>The analyser, run by Roslyn, finds at the same lines what the transformer refuses.</summary>
public sealed class KernelAnalyzerTests
{
    /// <summary>C# errors, and what depends on the name of the class that the user gives: not the analyser's.</summary>
    private static readonly string[] NotReported = ["ACC0001", "ACC0003", "ACC0004"];

    public static TheoryData<string, string> Provocations =>
        [.. DiagnosticTests.Provocations.Concat(PassDiagnosticTests.Provocations).Where(row => !NotReported.Contains(row.Data.Item1))];

    [Theory]
    [MemberData(nameof(Provocations))]
    public async Task What_the_transformer_refuses_the_analyser_reports_at_the_same_line(string id, string source)
    {
        string text = DiagnosticTests.Program(source);
        IReadOnlyList<KernelDiagnostic> expected = KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions()).Diagnostics;
        ImmutableArray<Diagnostic> actual = await Analyse(text);
        Assert.Contains(actual, item => item.Id == id);
        Assert.Equal(
            expected.Select(item => (item.Descriptor.Id, item.Location.Line, $"{item.Message}. {item.Descriptor.Remedy}")).Order(),
            actual.Select(item => (item.Id, item.Location.GetLineSpan().StartLinePosition.Line + 1, item.GetMessage(CultureInfo.InvariantCulture))).Order());
        Assert.All(actual, item => Assert.Equal(DiagnosticSeverity.Error, item.Severity));
    }

    [Fact]
    public async Task The_place_is_the_text_of_the_line_without_its_indent()
    {
        string text = DiagnosticTests.Program("    memory.WriteInt32(0, checked(memory.ReadInt32(1) + 1));");
        Diagnostic found = Assert.Single(await Analyse(text));
        Assert.Equal("memory.WriteInt32(0, checked(memory.ReadInt32(1) + 1));", text.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task What_is_wrong_in_a_method_of_two_kernels_is_said_once() =>
        _ = Assert.Single(await Analyse(DiagnosticTests.Program(
            "public class K { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, Shared.F(1)); }\n"
            + "public class L { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, Shared.F(2)); }\n"
            + "static class Shared { public static int F(int x) => checked(x + 1); }")));

    [Fact]
    public async Task Classes_that_are_no_kernels_are_left_alone() =>
        Assert.Empty(await Analyse("public class Ordinary { public virtual string Text(double d) => d.ToString(); int _state; public int Next() => ++_state; }"));

    [Fact]
    public async Task C_sharp_errors_are_left_to_the_compiler() =>
        Assert.Empty(await Analyse(DiagnosticTests.Program("int x = \"text\";\ndouble d = 1;")));

    [Fact]
    public void Every_diagnostic_of_the_transformer_has_a_rule() =>
        Assert.Equal(DiagnosticDescriptors.All.Select(item => item.Id), new KernelAnalyzer().SupportedDiagnostics.Select(rule => rule.Id));

    [Theory]
    [InlineData("{\"arrayLengths\": {\"K.Run.line\": 4}}")]
    [InlineData("{}", "ACC0106")]
    [InlineData("{\"arrayLengths\": {\"K.Run.lines\": 4}}", "ACC0014", "ACC0106")]
    [InlineData("{\"recursion\": {\"K.Sum\": 4}, \"entryPoints\": [\"Nothing\"]}", "ACC0014")]
    [InlineData("{\"replacements\": {\"K.size\": 4}, \"entryPoints\": [\"Nothing\"]}", "ACC0006")]
    [InlineData("{\"lengths\": 3}", "ACC0015", "ACC0106")]
    public async Task The_configuration_beside_the_sources_is_obeyed(string configuration, params string[] ids)
    {
        string text = DiagnosticTests.Program("int[] line = new int[memory.ReadInt32(0)];\nmemory.WriteInt32(0, line[2]);");
        Assert.Equal(ids, (await Analyse(text, new Beside(configuration))).Select(static item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_length_in_an_attribute_is_obeyed() => Assert.Empty(await Analyse(DiagnosticTests.Program(
        "int[] line = Make(memory.ReadInt32(0));\nmemory.WriteInt32(0, line[2]);\n} [return: ArrayLength(3)] "
        + "static int[] Make(int n) { return new int[n];")));

    private sealed class Beside(string text) : AdditionalText
    {
        public override string Path => "project/fir.accel.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private static Task<ImmutableArray<Diagnostic>> Analyse(string text, params ImmutableArray<AdditionalText> files)
    {
        CSharpCompilation compilation = KernelCompilation.Create(KernelSource.FromText(text), design: null, new TransformOptions(),
            new DiagnosticsBag());
        return compilation.WithAnalyzers([new KernelAnalyzer()], new AnalyzerOptions(files))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
