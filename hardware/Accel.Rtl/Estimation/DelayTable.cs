using System.Collections.Concurrent;
using System.Text.Json;

namespace Accel.Rtl.Estimation;

/// <summary>
/// How long operators take and what blocks a device family has: data (the JSON files beside this class), read here and nowhere else.
/// The scheduler and the estimator look at the same table. Every delay has the nets in it that lead to the cells.
/// </summary>
public sealed record DelayTable
{
    private static readonly ConcurrentDictionary<DeviceFamily, DelayTable> Loaded = new();

    /// <summary>Name of the family.</summary>
    public required string Family { get; init; }

    /// <summary>What the figures stand for and where they come from.</summary>
    public required string Comment { get; init; }

    /// <summary>Delay of a net through general routing, where the flow of the calibration does not measure it.</summary>
    public required double NetNs { get; init; }

    /// <summary>What the cells' delays of the flow are multiplied with: 1 unless they are another family's.</summary>
    public required double CellFactor { get; init; }

    /// <summary>Clock to output of a flip-flop.</summary>
    public required double ClockToOutputNs { get; init; }

    /// <summary>Setup time of a flip-flop.</summary>
    public required double SetupNs { get; init; }

    /// <summary>What scheduling keeps back for state decoding, enables and the multiplexer before a register.</summary>
    public required double ControlNs { get; init; }

    /// <summary>Arrival of the memory port's inputs, which come from outside of the kernel.</summary>
    public required double PortNs { get; init; }

    /// <summary>One look-up table and the net to it.</summary>
    public required double LogicNs { get; init; }

    /// <summary>Inputs of a look-up table.</summary>
    public required int LutInputs { get; init; }

    /// <summary>Inputs of a function that multiplexers of the slice make of several look-up tables, without a net between; as many as one
    /// look-up table has where there are none.</summary>
    public required int WideLutInputs { get; init; }

    /// <summary>Such a function and the net to it.</summary>
    public required double WideLutNs { get; init; }

    /// <summary>Sum and difference, by width.</summary>
    public required DelayModel Add { get; init; }

    /// <summary>The look-up table in front of a carry chain has inputs for a gate or a choice as well; not where the chain takes its
    /// operands past it.</summary>
    public required bool SumsTakeGates { get; init; }

    /// <summary>Ordered comparison, by width of the operands.</summary>
    public required DelayModel Compare { get; init; }

    /// <summary>Equality of two values, by width of the operands.</summary>
    public required DelayModel Equal { get; init; }

    /// <summary>And, or of all bits, by width.</summary>
    public required DelayModel Reduce { get; init; }

    /// <summary>One of many words by a binary index, by the number of words.</summary>
    public required DelayModel Choose { get; init; }

    /// <summary>Shift by a variable amount, by width.</summary>
    public required DelayModel Shift { get; init; }

    /// <summary>Product without registers, by width of the operands.</summary>
    public required DelayModel Multiply { get; init; }

    /// <summary>Address to data of a memory that is read at once, by the number of words.</summary>
    public required DelayModel DistributedRead { get; init; }

    /// <summary>Clock to data of block RAM.</summary>
    public required double BlockReadNs { get; init; }

    /// <summary>The blocks of the family.</summary>
    public required DeviceBlocks Blocks { get; init; }

    /// <summary>The table of a family.</summary>
    public static DelayTable Of(DeviceFamily family) => Loaded.GetOrAdd(family, Load);

    /// <summary>The file that holds a family's table.</summary>
    internal static string FileNameOf(DeviceFamily family) => family switch
    {
        DeviceFamily.Series7 => "series7.json",
        DeviceFamily.UltraScalePlus => "ultrascale-plus.json",
        DeviceFamily.Ice40 => "ice40.json",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "has no delay table"),
    };

    private static DelayTable Load(DeviceFamily family)
    {
        string name = FileNameOf(family);
        using var stream = typeof(DelayTable).Assembly.GetManifestResourceStream("estimation/" + name)
            ?? throw new InvalidOperationException($"resource {name} is missing");
        return JsonSerializer.Deserialize<DelayTable>(stream, JsonSerializerOptions.Web)!;
    }
}
