using System.Collections.Immutable;
using System.Reflection;
using Accel.Kernels;

namespace Accel.Verification;

/// <summary>How a kernel of tasks that streams join is measured, and the design by hand that it is held against.</summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Loop">The loop that decides on the throughput.</param>
/// <param name="PortBits">Bits of the memory port, of both designs.</param>
/// <param name="GoalFactor">LUTs that the kernel may take at most, as a multiple of those by hand; null where no goal is set.</param>
public sealed record DataflowReference(string Kernel, string Loop, int PortBits, double? GoalFactor)
{
    /// <summary>The clock that every kernel is to reach.</summary>
    public const double GoalMHz = 200;

    /// <summary>All that are measured.</summary>
    public static ImmutableArray<DataflowReference> All { get; } =
    [
        new(nameof(NeuronUnit), "index", 128, 1.2),
        new(nameof(Convolution3x3), "pixel", 32, null),
        new(nameof(SortedMerge), "number", 128, null),
        new(nameof(MatrixProduct), "place", 128, null),
        new(nameof(EventLanes), "index", 128, 1.3),
        new(nameof(EventFrontEnd), "step", 128, 1.3),
        new(nameof(SpikingPipeline), "index", 128, null),
    ];

    /// <summary>The design by hand: Verilog with the ports of the generated entity, and its name; null where there is none.</summary>
    public string? Verilog
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"by-hand/{Kernel}.v");
            if (stream is null)
            {
                return null;
            }

            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
