using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// K^T V of an attention unit, 16 channels of V at a time: for each key that is not 0, its row grows by the key where V is +1 and
/// shrinks by it where V is -1; for each
/// query its row is added to the sums.
/// </summary>
internal sealed class AttentionProduct(Stream<ProductStep> from, Stream<LaneSums> to)
{
    private readonly Stream<ProductStep> from = from;
    private readonly Stream<LaneSums> to = to;

    // K^T V: element 16 row + channel of V.
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Block)]
    [Width(SpikingTransformerEngine.ProductBits)]
    private readonly int[] products = new int[SpikingTransformerEngine.ProductRows * EngineSizes.Group];

    [Memory(MemoryKind.Registers)]
    [Banked(Banks = EngineSizes.Group)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    private readonly int[] sums = new int[EngineSizes.Group];

    private readonly Stream<StoredRow> stored = new(EngineSizes.FewestGroups);

    /// <summary>Works until nothing follows.</summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Range("idle", 0, EngineSizes.Delay)]
    [Range("waiting", 0, EngineSizes.Delay)]
    [Range("row", 0, EngineSizes.Delay)]
    [Range("rows", 0, 65535)]
    public void Run()
    {
        var next = default(ProductStep);
        uint rows = 0;
        int idle = 0;
        bool isNew = true;
        bool startsSum = true;
        int waiting = 0;
        for (int step = 0; ; step++)
        {
            if (isNew)
            {
                next = from.Read();
            }

            rows = isNew ? next.Rows : rows;
            idle = isNew ? next.Idle : idle == 0 ? 0 : idle - 1;
            bool isIdle = idle != 0;
            uint rest = rows & (rows - 1);
            uint low = isIdle ? 0 : rows & ~rest;
            bool ends = !isIdle && rest == 0;
            bool isSum = next.IsSum && !isIdle;
            AddRow(next, low, isSum, startsSum, waiting == EngineSizes.Delay);
            waiting = waiting == EngineSizes.Delay ? waiting : waiting + 1;
            bool endsSum = ends && next.EndsSum;
            startsSum = isSum ? endsSum : startsSum;
            if (endsSum)
            {
                to.Write(Sums());
            }

            if (next.IsLast)
            {
                break;
            }

            rows = isIdle ? rows : rest;
            isNew = ends;
        }

        for (int row = 0; row < waiting; row++)
        {
            _ = stored.Read();
        }
    }

    [Unroll("lane")]
    private void AddRow(in ProductStep step, uint low, bool isSum, bool startsSum, bool stores)
    {
        int index = ((low & 0xAAAA) != 0 ? 1 : 0) | ((low & 0xCCCC) != 0 ? 2 : 0)
            | ((low & 0xF0F0) != 0 ? 4 : 0) | ((low & 0xFF00) != 0 ? 8 : 0);
        int row = (step.Product & ~15) | index;
        int key = Key(step, index);
        var changed = new StoredRow { Row = low != 0 && !isSum ? row : -1 };
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            int product = products[(row * EngineSizes.Group) + lane];
            bool isPositive = ((step.Positive >> lane) & 1) != 0;
            bool isNegative = ((step.Negative >> lane) & 1) != 0;
            int next = (step.IsFirst ? 0 : product) + (isPositive ? key : isNegative ? -key : 0);
            changed.Numbers.Set(lane, LaneNumbers.Fit(next, SpikingTransformerEngine.ProductBits));
            if (isSum && low != 0)
            {
                sums[lane] = product + (startsSum ? 0 : sums[lane]);
            }
            else if (isSum && startsSum)
            {
                sums[lane] = 0;
            }
        }

        if (stores)
        {
            Store(stored.Read());
        }

        stored.Write(changed);
    }

    [Unroll("lane")]
    private void Store(in StoredRow back)
    {
        if (back.Row >= 0)
        {
            for (int lane = 0; lane < EngineSizes.Group; lane++)
            {
                products[((back.Row & (SpikingTransformerEngine.ProductRows - 1)) * EngineSizes.Group) + lane] = back.Numbers.Of(lane);
            }
        }
    }

    private static int Key(in ProductStep step, int index)
    {
        ulong keys = (index & 8) == 0 ? step.LowKeys : step.HighKeys;
        return (int)(keys >> ((index & 7) * SpikingTransformerEngine.KeyBits)) & ((1 << SpikingTransformerEngine.KeyBits) - 1);
    }

    private LaneSums Sums() => new()
    {
        Sum0 = sums[0], Sum1 = sums[1], Sum2 = sums[2], Sum3 = sums[3], Sum4 = sums[4], Sum5 = sums[5], Sum6 = sums[6], Sum7 = sums[7],
        Sum8 = sums[8], Sum9 = sums[9], Sum10 = sums[10], Sum11 = sums[11], Sum12 = sums[12], Sum13 = sums[13], Sum14 = sums[14],
        Sum15 = sums[15],
    };
}
