using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Budgets;
using Accel.Transformer.Tests.Frontend;
using Accel.Transformer.Tests.Lowering;
using Accel.Transformer.Tests.Text;

namespace Accel.Transformer.Tests.Diagnostics;

/// <summary>The table of diagnostics is complete: each id has a test that provokes it, and the documentation is current.</summary>
public sealed class CoverageTests
{
    /// <summary>Ids that no C# text can provoke: the transformer's own defects.</summary>
    private static readonly string[] Unprovokable = ["ACC0009"];

    /// <summary>Ids that come from the class name and the options: facts of <see cref="DiagnosticTests"/>
    /// and <see cref="IrParserTests"/>.</summary>
    private static readonly string[] ProvokedByOptions = ["ACC0002", "ACC0006", "ACC0007", "ACC0014", "ACC0015", "ACC0016"];

    /// <summary>Facts of <see cref="BudgetTests"/>, and the notes of <see cref="PipelineTests"/> and
    /// <see cref="OverlappedLoopTests"/>.</summary>
    private static readonly string[] ProvokedByBudgets = ["ACC0511", "ACC0512", "ACC0601", "ACC0602"];

    [Fact]
    public void Every_id_is_provoked_by_a_test()
    {
        IEnumerable<string> provoked = DiagnosticTests.Provocations
            .Concat(PassDiagnosticTests.Provocations)
            .Select(row => row.Data.Item1)
            .Concat(ParallelTaskTests.Notes.Select(row => row.Data.Item1))
            .Concat(SharedMethodTests.Notes.Select(row => row.Data.Item1))
            .Concat(PipelineTests.Refusals.Select(row => row.Data.Item1))
            .Concat(BudgetTests.Refused.Select(row => row.Data.Item1))
            .Concat(ProvokedByBudgets)
            .Concat(MessageTests.Errors.Select(row => row.Data.Item1))
            .Concat(MessageTests.Notes.Select(row => row.Data.Item1))
            .Concat(Unprovokable)
            .Concat(ProvokedByOptions);
        Assert.Equal(DiagnosticDescriptors.All.Select(item => item.Id), provoked.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_unique_and_each_says_what_to_do()
    {
        Assert.Equal(DiagnosticDescriptors.All.Count, DiagnosticDescriptors.All.Select(item => item.Id).Distinct().Count());
        Assert.All(DiagnosticDescriptors.All, item => Assert.Matches("^ACC[0-9]{4}$", item.Id));
        Assert.All(DiagnosticDescriptors.All, item => Assert.All([item.Title, item.MessageFormat, item.Remedy], Assert.NotEmpty));
    }
}
