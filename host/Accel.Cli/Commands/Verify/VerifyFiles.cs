using Accel.Rtl;
using Accel.Rtl.Waves;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The files that `accel verify` leaves beside what it prints.</summary>
/// <param name="JUnit">JUnit XML, or null.</param>
/// <param name="Html">HTML, or null.</param>
/// <param name="Wave">Where the cycles around the first difference go.</param>
/// <param name="Times">Whether the files tell times.</param>
internal sealed record VerifyFiles(string? JUnit, string? Html, string Wave, bool Times)
{
    internal const string DefaultWave = CommonOptions.OutputFolder + "/first-difference.fst";

    /// <summary>Writes the reports that were asked for.</summary>
    /// <param name="report">What the ladder found.</param>
    /// <param name="kernels">The kernels that took part.</param>
    /// <param name="count">Random vectors a kernel.</param>
    /// <param name="sections">Further sections of the HTML report.</param>
    internal void Write(VerificationReport report, IReadOnlyList<IKernelVectors> kernels, int count, IReadOnlyList<ReportSection> sections)
    {
        if (JUnit is not null)
        {
            WholeFile.Write(JUnit, JUnitReport.Write(report, Times));
        }

        if (Html is not null)
        {
            var vectors = kernels.SelectMany(k => k.Recorded.Concat(k is DigitVectors ? [] : Enumerable.Range(0, count).Select(i => k.Random(unchecked(report.Seed + i))))).ToList();
            WholeFile.Write(Html, HtmlReport.Write(report, vectors, sections, Times));
        }
    }

    /// <summary>Writes the wave around a difference and says where it is.</summary>
    internal void WriteWave(
        Difference difference, IReadOnlyList<IKernelVectors> kernels, Func<string, Module>? netlist, CliConsole console, CancellationToken cancellationToken)
    {
        if (netlist is null)
        {
            return;
        }

        // Some cycles alone: they are held until the wave is whole.
        using var held = new MemoryStream();
        if (DifferenceWave.Write(difference, kernels, netlist, simulator =>
            WaveWriter.Create(simulator, held, Wave), cancellationToken) is var (first, last))
        {
            WholeFile.Write(Wave, stream => stream.Write(held.ToArray()));
            console.Say($"       wave: {Wave}, cycles {first} to {last} of the RTL simulation");
        }
    }
}
