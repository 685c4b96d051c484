using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Keeps keys and queries of a unit, and finds the rows of K^T V that values and queries concern.</summary>
internal sealed class AttentionFetch(Stream<AttentionOptions> options, Stream<AttentionItem> items, Stream<AttentionRequest> requests,
    Stream<ProductStep> to)
{
    private readonly Stream<AttentionOptions> options = options;
    private readonly Stream<AttentionItem> items = items;
    private readonly Stream<AttentionRequest> requests = requests;
    private readonly Stream<ProductStep> to = to;

    private AttentionItem item;

    /// <summary>Works until the end of the program.</summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Range("group", 0, EngineSizes.MostHeadGroups)]
    public void Run(AttentionMemory memory)
    {
        var network = options.Read();
        int lastGroup = network.HeadGroups - 1;
        bool isNew = true;
        bool isSumming = false;
        int group = 0;
        for (int step = 0; ; step++)
        {
            if (isNew && !isSumming)
            {
                item = items.Read();
            }

            bool endsSums = false;
            if (isNew && isSumming)
            {
                var request = requests.Read();
                item.Row = request.Row;
                item.Product = request.Product;
                isSumming = !request.IsLast;
                endsSums = request.IsLast;
                item.Kind = request.IsLast ? AttentionItem.None : item.Kind;
            }

            bool starts = item.Kind == AttentionItem.Sums && !isSumming;
            bool usesProducts = item.Kind == AttentionItem.Values || isSumming;
            bool endsHead = group == lastGroup;
            Store(memory);
            var next = Step(memory, group, isSumming, endsHead, out uint rows);
            next.EndsSum = next.EndsSum || (EngineCounts.AreKept && endsSums);
            int idle = starts ? (1 << ProductStep.IdleBits) - 1 : item.Kind == AttentionItem.Values ? network.Idle : 0;
            next.SetWork(idle, rows);
            // What follows the last sum, even if it is nothing, sends that sum on.
            if (usesProducts || starts || endsSums || next.IsLast)
            {
                to.Write(next);
            }

            isNew = !usesProducts || endsHead;
            group = isNew ? 0 : group + 1;
            isSumming = isSumming || starts;
            if (next.IsLast)
            {
                break;
            }
        }
    }

    private void Store(AttentionMemory memory)
    {
        if (item.Kind == AttentionItem.Keys)
        {
            memory.LowKeys[item.Row] = item.LowKeys;
            memory.HighKeys[item.Row] = item.HighKeys;
        }

        if (item.Kind == AttentionItem.Queries)
        {
            memory.Queries[item.Row] = item.Positive;
        }
    }

    private ProductStep Step(AttentionMemory memory, int group, bool isSumming, bool endsHead, out uint rows)
    {
        int row = (item.Row + group) & (SpikingTransformerEngine.KeyRows - 1);
        ulong low = memory.LowKeys[row];
        ulong high = memory.HighKeys[row];
        uint asked = memory.Queries[row];
        uint keys = NonZero(low) | (NonZero(high) << 8);
        uint values = item.IsFirst ? 0xFFFF : (item.Positive | item.Negative) == 0 ? 0 : keys;
        rows = isSumming ? asked : item.Kind == AttentionItem.Values ? values : 0;
        return new ProductStep
        {
            Product = (item.Product + (group << 4)) & (SpikingTransformerEngine.ProductRows - 1),
            IsSum = isSumming,
            EndsSum = isSumming && endsHead,
            IsFirst = item.IsFirst,
            Positive = item.Positive,
            Negative = item.Negative,
            LowKeys = low,
            HighKeys = high,
            IsLast = item.Kind == AttentionItem.End,
        };
    }

    [Unroll("key")]
    private static uint NonZero(ulong keys)
    {
        uint bits = 0;
        for (int key = 0; key < 8; key++)
        {
            bits |= ((keys >> (key * SpikingTransformerEngine.KeyBits)) & ((1 << SpikingTransformerEngine.KeyBits) - 1)) != 0
                ? 1u << key : 0;
        }

        return bits;
    }
}
