using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// K^T V of an attention unit, 16 channels of V at a time: for each key that is not 0, its row grows by the key where V is +1 and
/// shrinks by it where V is -1; for each
/// query its row is added to the sums.
/// </summary>
internal sealed class AttentionProduct(Stream<ProductStep> from, Stream<LaneSums> to, Stream<AttentionCount> counted)
{
    private readonly Stream<ProductStep> from = from;
    private readonly Stream<LaneSums> to = to;
    private readonly Stream<AttentionCount> counted = counted;

    [Memory(MemoryKind.Registers)]
    [Banked(Banks = EngineSizes.Group)]
    [Width(SpikingTransformerEngine.AccumulatorBits)]
    private readonly int[] sums = new int[EngineSizes.Group];

    private readonly Stream<StoredRow> stored = new(EngineSizes.FewestGroups);

    private bool startsSum;
    private bool endsSum;

    [Range(0, EngineSizes.Delay)]
    private int waiting;

    private StoredVisits visits;
    private AttentionCount count;

    /// <summary>Works until nothing follows.</summary>
    [Pipeline("step", InitiationInterval = 1)]
    [Range("row", 0, EngineSizes.Delay)]
    public void Run(AttentionMemory memory)
    {
        var next = default(ProductStep);

        // What is done in the next step, and whether that is all.
        uint rest = 0;
        bool ends = true;
        startsSum = true;
        endsSum = false;
        waiting = 0;
        visits = default;
        count = default;
        for (int step = 0; ; step++)
        {
            uint then = rest & (rest - 1);
            uint work = rest;
            rest = then;
            bool isNew = ends;
            ends = then == 0;
            if (isNew)
            {
                next = from.Read();
                work = next.Work;
                rest = next.Rest;
                ends = next.IsOne;
            }

            uint low = (work & ~rest) >> ProductStep.IdleBits;
            AddRow(memory.Products, next, low, next.IsSum);
            if (EngineCounts.AreKept)
            {
                Count(next, low, next.IsSum);
            }

            waiting = waiting == EngineSizes.Delay ? waiting : waiting + 1;
            endsSum = ends && next.EndsSum && (next.IsSum || !EngineCounts.AreKept);
            startsSum = next.IsSum ? endsSum : startsSum;
            if (next.IsLast)
            {
                break;
            }
        }

        for (int row = 0; row < waiting; row++)
        {
            _ = stored.Read();
        }
    }

    private void Count(in ProductStep step, uint low, bool isSum)
    {
        bool addsKey = low != 0 && !isSum && Key(step, LowestBit.IndexOfOne(low)) != 0;
        count.Keys += addsKey ? Ones((uint)(step.Positive | step.Negative)) : 0;
        count.Rows += low != 0 && isSum ? 1u : 0;
        if (step.EndsSum && !step.IsSum)
        {
            counted.Write(count);
            count = default;
        }
    }

    [Unroll("bit")]
    private static uint Ones(uint bits)
    {
        uint ones = 0;
        for (int bit = 0; bit < EngineSizes.Group; bit++)
        {
            ones += (bits >> bit) & 1;
        }

        return ones;
    }

    private void AddRow(int[] products, in ProductStep step, uint low, bool isSum)
    {
        int index = LowestBit.IndexOfOne(low);
        int row = (step.Product & ~15) | index;
        var loaded = LaneRows.Load(products, row);
        if (waiting == EngineSizes.Delay)
        {
            var back = stored.Read();
            if (visits.Oldest)
            {
                LaneRows.Store(products, back.Row & (SpikingTransformerEngine.ProductRows - 1), back.Numbers);
            }
        }

        visits.Step(low != 0 && !isSum);

        // A step late, so that what is sent is what the registers hold.
        if (endsSum)
        {
            to.Write(Sums());
        }

        if (isSum)
        {
            AddUp(loaded, low != 0);
        }

        stored.Write(new StoredRow
        {
            Row = row,
            Numbers = Changed(step, loaded, Key(step, index)),
        });
    }

    [Unroll("lane")]
    private void AddUp(in LaneNumbers loaded, bool adds)
    {
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            if (adds || startsSum)
            {
                sums[lane] = adds ? loaded.Of(lane) + (startsSum ? 0 : sums[lane]) : 0;
            }
        }
    }

    [Unroll("lane")]
    private static LaneNumbers Changed(in ProductStep step, in LaneNumbers loaded, int key)
    {
        var changed = default(LaneNumbers);
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            bool isPositive = ((step.Positive >> lane) & 1) != 0;
            bool isNegative = ((step.Negative >> lane) & 1) != 0;
            int next = (step.IsFirst ? 0 : loaded.Of(lane)) + (isPositive ? key : isNegative ? -key : 0);
            changed.Set(lane, LaneNumbers.Fit(next, SpikingTransformerEngine.ProductBits));
        }

        return changed;
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
