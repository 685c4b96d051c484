using System.Collections.Immutable;
using System.Globalization;
using Accel.Gallery.PolyBench;

namespace Accel.Verification;

/// <summary>
/// The kernels of Stream-HLS' PolyBench table, at PolyBench's medium sizes and with as many multipliers as its rows with 220 DSPs keep
/// busy: multiplications / cycles, up to a whole number of lanes.
/// </summary>
internal static class PolyBenchKernels
{
    private const string Group = "PolyBench";
    private const string By = "Stream-HLS, Opt5_220";
    private const string Source = "https://github.com/UCLA-VAST/Stream-HLS (FPGA 2025), RTL cycles";

    internal static ImmutableArray<GalleryKernel> All { get; } =
    [
        Kernel(nameof(Gemm), 330_053) with
        {
            Make = PolyBenchImages.Gemm,
            Multiplications = static s => Product(s, ("Gemm.Rows", Gemm.Rows), ("Gemm.Columns", Gemm.Columns), ("Gemm.Depth", Gemm.Depth)),
            Multipliers = static s => (int)Product(s, ("Gemm.RowLanes", Gemm.RowLanes), ("Gemm.ColumnLanes", Gemm.ColumnLanes)),
            Small = Sizes(("Gemm.Rows", 4), ("Gemm.Columns", 6), ("Gemm.Depth", 5), ("Gemm.RowLanes", 2), ("Gemm.ColumnLanes", 3)),
        },
        Kernel(nameof(Mvt), 8_041) with
        {
            Make = PolyBenchImages.Mvt,
            Multiplications = static s => 2 * Product(s, ("Mvt.Size", Mvt.Size), ("Mvt.Size", Mvt.Size)),
            Multipliers = static s => 2 * (int)Product(s, ("Mvt.RowLanes", Mvt.RowLanes), ("Mvt.ColumnLanes", Mvt.ColumnLanes)),
            Small = Sizes(("Mvt.Size", 6), ("Mvt.ColumnLanes", 3)),
        },
        Kernel(nameof(Atax), 15_855) with
        {
            Make = PolyBenchImages.Atax,
            Multiplications = static s => 2 * Product(s, ("Atax.Rows", Atax.Rows), ("Atax.Columns", Atax.Columns)),
            Multipliers = static s => s.Of("Atax.Lanes", Atax.Lanes),
            Small = Sizes(("Atax.Rows", 5), ("Atax.Columns", 8), ("Atax.Lanes", 3)),
        },
        Kernel(nameof(Bicg), 8_033) with
        {
            Make = PolyBenchImages.Bicg,
            Multiplications = static s => 2 * Product(s, ("Bicg.Rows", Bicg.Rows), ("Bicg.Columns", Bicg.Columns)),
            Multipliers = static s => 2 * (int)Product(s, ("Bicg.RowLanes", Bicg.RowLanes), ("Bicg.ColumnLanes", Bicg.ColumnLanes)),
            Small = Sizes(("Bicg.Rows", 4), ("Bicg.Columns", 9), ("Bicg.ColumnLanes", 3)),
        },
        Kernel(nameof(Gesummv), 3_177) with
        {
            Make = PolyBenchImages.Gesummv,
            Multiplications = static s => 2 * Product(s, ("Gesummv.Size", Gesummv.Size), ("Gesummv.Size", Gesummv.Size)),
            Multipliers = static s =>
                2 * (int)Product(s, ("Gesummv.RowLanes", Gesummv.RowLanes), ("Gesummv.ColumnLanes", Gesummv.ColumnLanes)),
            Small = Sizes(("Gesummv.Size", 6), ("Gesummv.ColumnLanes", 3)),
        },
        Kernel(nameof(TwoMm), 378_254) with
        {
            Make = PolyBenchImages.TwoMm,
            Multiplications = static s =>
                Product(s, ("TwoMm.Rows", TwoMm.Rows), ("TwoMm.Inner", TwoMm.Inner), ("TwoMm.Depth", TwoMm.Depth))
                + Product(s, ("TwoMm.Rows", TwoMm.Rows), ("TwoMm.Inner", TwoMm.Inner), ("TwoMm.Columns", TwoMm.Columns)),
            Multipliers = static s => (int)Product(s, ("TwoMm.RowLanes", TwoMm.RowLanes), ("TwoMm.ColumnLanes", TwoMm.ColumnLanes)),
            Small = Sizes(
                ("TwoMm.Rows", 4), ("TwoMm.Inner", 6), ("TwoMm.Depth", 3), ("TwoMm.Columns", 9),
                ("TwoMm.RowLanes", 2), ("TwoMm.ColumnLanes", 3)),
        },
        Kernel(nameof(ThreeMm), 601_511) with
        {
            Make = PolyBenchImages.ThreeMm,
            Multiplications = static s =>
                Product(s, ("ThreeMm.Rows", ThreeMm.Rows), ("ThreeMm.Inner", ThreeMm.Inner), ("ThreeMm.Depth", ThreeMm.Depth))
                + Product(s, ("ThreeMm.Inner", ThreeMm.Inner), ("ThreeMm.Columns", ThreeMm.Columns),
                    ("ThreeMm.OtherDepth", ThreeMm.OtherDepth))
                + Product(s, ("ThreeMm.Rows", ThreeMm.Rows), ("ThreeMm.Inner", ThreeMm.Inner), ("ThreeMm.Columns", ThreeMm.Columns)),
            Multipliers = static s => (int)Product(s, ("ThreeMm.RowLanes", ThreeMm.RowLanes), ("ThreeMm.ColumnLanes", ThreeMm.ColumnLanes)),
            Small = Sizes(
                ("ThreeMm.Rows", 4), ("ThreeMm.Inner", 9), ("ThreeMm.Depth", 6), ("ThreeMm.Columns", 6), ("ThreeMm.OtherDepth", 3),
                ("ThreeMm.RowLanes", 2), ("ThreeMm.ColumnLanes", 3)),
        },
    ];

    private static GalleryKernel Kernel(string name, long cycles)
        => new(name, Group) { IsOnChip = true, ScheduleMHz = 80, Published = new(cycles, By, Source) };

    private static long Product(GallerySize size, params ReadOnlySpan<(string Key, int Own)> factors)
    {
        long product = 1;
        foreach (var (key, own) in factors)
        {
            product *= size.Of(key, own);
        }

        return product;
    }

    private static ImmutableSortedDictionary<string, string> Sizes(params (string Key, int Value)[] sizes)
        => sizes.ToImmutableSortedDictionary(
            static s => s.Key, static s => s.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
