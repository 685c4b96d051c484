using System.Collections.Immutable;
using Accel.Gallery.Known;

namespace Accel.Verification;

/// <summary>The well-known kernels of the gallery.</summary>
internal static class KnownKernels
{
    private const string Group = "Known";

    internal static ImmutableArray<GalleryKernel> All { get; } =
    [
        new(nameof(Fir), Group) { Make = SignalImages.Fir },
        new(nameof(IntegerMatrixProduct), Group) { Make = AlgebraImages.MatrixProduct, Small = Sizes(("IntegerMatrixProduct.Size", 8)) },
        new(nameof(Sha256), Group) 
        {
            Make = BlockImages.Sha256, ScheduleMHz = 100,

            // 16 blocks, each of which it has all words of at once.
            Published = new(16 * 66, "secworks/sha256", "https://github.com/secworks/sha256"),
        },
        new(nameof(Crc32), Group) { ScheduleMHz = 100, Make = BlockImages.Crc32 },
        new(nameof(Histogram), Group) { Make = SignalImages.Histogram },
        new(nameof(Sobel), Group) { Make = SignalImages.Sobel, Small = Sizes(("Sobel.Columns", 12)) },
        new(nameof(BitonicSort), Group) { Make = SearchImages.Sort, Small = Sizes(("BitonicSort.Count", 16)) },
        new(nameof(SmithWaterman), Group)
        {
            ScheduleMHz = 100, Make = SearchImages.SmithWaterman, Small = Sizes(("SmithWaterman.Query", 16))
        },
        new(nameof(SparseMatrixVector), Group)
        {
            ScheduleMHz = 100, Make = AlgebraImages.Sparse, Small = Sizes(("SparseMatrixVector.Size", 16))
        },
        new(nameof(Stencil2D), Group)
        {
            Make = SignalImages.Stencil, Small = Sizes(("Stencil2D.Rows", 5), ("Stencil2D.Columns", 7)),
        },
        new(nameof(KmpSearch), Group) { ScheduleMHz = 100, Make = SearchImages.Kmp, Small = Sizes(("KmpSearch.MostPattern", 8)) },
        new(nameof(Aes128), Group) 
        {
            ScheduleMHz = 100, Make = BlockImages.Aes, Published = new(64 * 46, "secworks/aes", "https://github.com/secworks/aes"),
        },
    ];

    private static ImmutableSortedDictionary<string, string> Sizes(params (string Key, int Value)[] sizes)
        => sizes.ToImmutableSortedDictionary(
            static s => s.Key, static s => s.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
