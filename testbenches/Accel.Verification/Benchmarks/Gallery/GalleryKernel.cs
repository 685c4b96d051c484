using System.Collections.Immutable;
using Accel.Gallery.Known;
using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>A kernel of the gallery and what it is held against.</summary>
/// <param name="Kernel">Class name.</param>
/// <param name="Group">The folder of Accel.Gallery that it is in.</param>
public sealed record GalleryKernel(string Kernel, string Group)
{
    private static readonly Lazy<KernelSource> _sources = new(static () => KernelSource.FromEmbedded(typeof(Fir).Assembly));

    /// <summary>All of them, in the order of the tables.</summary>
    public static ImmutableArray<GalleryKernel> All { get; } = [.. KnownKernels.All, .. PolyBenchKernels.All, .. LoopKernels.All];

    /// <summary>What others have published; null where nothing is comparable.</summary>
    public GalleryReference? Published { get; init; }

    /// <summary>
    /// Whether the cycles that count are those between loading and storing: what is published is measured with the data on chip.
    /// </summary>
    public bool IsOnChip { get; init; }

    /// <summary>The clock that it is scheduled for, in MHz.</summary>
    public double ScheduleMHz { get; init; } = 200;

    /// <summary>Bits of the memory port.</summary>
    public int PortBits { get; init; } = 32;

    /// <summary>Values of its [Replaceable] constants for a test.</summary>
    public ImmutableSortedDictionary<string, string> Small { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Multiplications that it needs at a size; null where nobody counts them.</summary>
    public Func<GallerySize, long>? Multiplications { get; init; }

    /// <summary>Multipliers that it has at a size, likewise.</summary>
    public Func<GallerySize, int>? Multipliers { get; init; }

    /// <summary>Makes a memory image and what is expected of it.</summary>
    internal Func<GallerySize, SeededRandom, GalleryImage> Make { get; init; } =
        static (_, _) => throw new InvalidOperationException("a kernel without images");

    /// <summary>The class and the sources that the assembly carries with it.</summary>
    public KernelDesign Design => new(Kernel, _sources.Value);

    /// <summary>The size that is measured.</summary>
    /// <param name="replacements">Of [Replaceable] constants.</param>
    public static GallerySize Measured(ImmutableSortedDictionary<string, string> replacements) => new(replacements, false);

    /// <summary>An image from a seed.</summary>
    public GalleryImage Image(GallerySize size, int seed) => Make(size, new SeededRandom((ulong)(uint)seed));

    /// <summary>How it is generated at a size.</summary>
    /// <param name="size">The size.</param>
    /// <param name="clockMHz">Another clock than <see cref="ScheduleMHz"/>.</param>
    public TransformOptions Options(GallerySize size, double? clockMHz = null)
    {
        ArgumentNullException.ThrowIfNull(size);
        return new() { PortBits = PortBits, ClockPeriodNs = 1000 / (clockMHz ?? ScheduleMHz), Replacements = size.Replacements };
    }
}

/// <summary>A published figure.</summary>
/// <param name="Cycles">Clock cycles.</param>
/// <param name="By">Whose tool or design it is.</param>
/// <param name="Source">Where it is published.</param>
public sealed record GalleryReference(long Cycles, string By, string Source);
