using System.Text.Json;

namespace Accel.Rtl.Estimation;

/// <summary>What logic costs on a device family: data, not code. All figures are estimates (see the file's own comment).</summary>
public sealed record DelayTable
{
    /// <summary>The table of Xilinx 7-series devices, from the embedded series7.json.</summary>
    public static DelayTable Series7 { get; } = Load("series7.json");

    /// <summary>Name of the family.</summary>
    public required string Family { get; init; }

    /// <summary>What the figures stand for.</summary>
    public required string Comment { get; init; }

    /// <summary>Inputs of a look-up table.</summary>
    public required int LutInputs { get; init; }

    /// <summary>One look-up table and the wire to it.</summary>
    public required double LutNs { get; init; }

    /// <summary>Getting on and off a carry chain.</summary>
    public required double CarryStartNs { get; init; }

    /// <summary>Each bit of a carry chain.</summary>
    public required double CarryPerBitNs { get; init; }

    /// <summary>Address to data of LUT RAM.</summary>
    public required double DistributedReadNs { get; init; }

    /// <summary>Clock to data of block RAM.</summary>
    public required double BlockReadNs { get; init; }

    /// <summary>A multiplier without registers.</summary>
    public required double MultiplierNs { get; init; }

    /// <summary>Clock to output of a flip-flop.</summary>
    public required double ClockToOutputNs { get; init; }

    /// <summary>Setup time of a flip-flop.</summary>
    public required double SetupNs { get; init; }

    /// <summary>Bits of LUT RAM in a LUT.</summary>
    public required int DistributedBitsPerLut { get; init; }

    /// <summary>Bits of the smallest block RAM.</summary>
    public required int BlockBits { get; init; }

    /// <summary>A memory with synchronous reads and more bits goes to block RAM unless its style says otherwise.</summary>
    public required int LargestDistributedBits { get; init; }

    /// <summary>Width of the wider input of a multiplier block.</summary>
    public required int DspWidthA { get; init; }

    /// <summary>Width of the narrower input of a multiplier block.</summary>
    public required int DspWidthB { get; init; }

    private static DelayTable Load(string name)
    {
        using var stream = typeof(DelayTable).Assembly.GetManifestResourceStream("estimation/" + name)
            ?? throw new InvalidOperationException($"resource {name} is missing");
        return JsonSerializer.Deserialize<DelayTable>(stream, JsonSerializerOptions.Web)!;
    }
}
