using Accel.Hast;

namespace Accel.Kernels;

/// <summary>To, from and within the attention units.</summary>
internal sealed class AttentionStreams
{
    private const int Units = SpikingTransformerEngine.AttentionUnits;

    /// <summary>To each unit, once.</summary>
    public readonly Stream<AttentionOptions>[] Options = new Stream<AttentionOptions>[Units];

    /// <summary>Keys, values and queries.</summary>
    public readonly Stream<AttentionItem>[] Items = new Stream<AttentionItem>[Units];

    /// <summary>Sums that are asked for.</summary>
    public readonly Stream<AttentionRequest>[] Requests = new Stream<AttentionRequest>[Units];

    /// <summary>Rows of K^T V.</summary>
    public readonly Stream<ProductStep>[] Products = new Stream<ProductStep>[Units];

    /// <summary>Sums.</summary>
    public readonly Stream<LaneSums>[] Sums = new Stream<LaneSums>[Units];

    /// <summary>Whose sums are next.</summary>
    public readonly Stream<AttentionTurn> Turns = new(16);

    /// <summary>Makes them.</summary>
    public AttentionStreams()
    {
        for (int unit = 0; unit < Units; unit++)
        {
            Options[unit] = new Stream<AttentionOptions>(1);
            Items[unit] = new Stream<AttentionItem>(4);
            Requests[unit] = new Stream<AttentionRequest>(4);
            Products[unit] = new Stream<ProductStep>(2);
            Sums[unit] = new Stream<LaneSums>(1);
        }
    }
}
