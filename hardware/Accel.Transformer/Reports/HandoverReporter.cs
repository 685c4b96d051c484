using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Reports;

/// <summary>The arrays of a schedule that tasks hand to each other.</summary>
internal static class HandoverReporter
{
    /// <summary>In the order of the source.</summary>
    public static IEnumerable<HandoverReport> Run(KernelSchedule schedule)
    {
        var tasks = schedule.Processes.Where(p => p.Task is not null).ToList();
        foreach (var array in schedule.Program.EntryPoints.SelectMany(f => f.Arrays).Concat(schedule.Program.Arrays)
            .Where(a => a.HandedBy is not null))
        {
            yield return new HandoverReport(
                array.Name,
                array.Source?.File,
                array.Source is { Line: > 0 } source ? source.Line : null,
                array.Length,
                Graph.RangeOf(array).WidthBits,
                ArrayShape.StyleOf(array),
                [.. Of<StoreEffect>(array)],
                [.. Of<LoadEffect>(array)],
                [.. array.HandedBy!]);
        }

        IEnumerable<string> Of<T>(ArrayVariable array)
            where T : ArrayAccess
            => tasks.Where(p => p.Regions.SelectMany(Accesses).OfType<T>().Any(a => a.Array == array)).Select(LoopReporter.NameOf);
    }

    private static IEnumerable<Effect> Accesses(Region region)
        => region.Segments.SelectMany(s => s.Effects).Concat(region.Pipeline?.Slices.SelectMany(s => s.Effects) ?? []);
}
