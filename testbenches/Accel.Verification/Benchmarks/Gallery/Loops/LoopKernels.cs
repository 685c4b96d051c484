using System.Collections.Immutable;
using Accel.Gallery.Loops;

namespace Accel.Verification;

/// <summary>Eight loops after Dynamatic's integration tests for speculation, in integers.</summary>
internal static class LoopKernels
{
    private const string By = "Dynamatic, with speculation";
    private const string Source = "https://github.com/EPFL-LAP/dynamatic, integration-test, speculation";

    internal static ImmutableArray<GalleryKernel> All { get; } =
    [
        Kernel(nameof(Fixed), 270, LoopImages.Fixed),
        Kernel(nameof(IfConvert), 309, LoopImages.IfConvert),
        Kernel(nameof(LoopPath), 175, LoopImages.LoopPath),
        Kernel(nameof(NestedLoop), 437, LoopImages.NestedLoop),
        Kernel(nameof(SingleLoop), 516, LoopImages.SingleLoop),
        Kernel(nameof(Sparse), 835, LoopImages.Sparse),
        Kernel(nameof(Subdiag), 228, LoopImages.Subdiag),
        Kernel(nameof(SubdiagFast), 126, LoopImages.SubdiagFast),
    ];

    private static GalleryKernel Kernel(string name, long cycles, Func<GallerySize, Golden.Generation.SeededRandom, GalleryImage> make)
        => new(name, "Loops") { IsOnChip = true, ScheduleMHz = 80, Published = new(cycles, By, Source), Make = make };
}
