using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The lanes: each adds four rows of weights per cycle. Sums that several timesteps share are added once and kept.</summary>
internal sealed class EngineLanes(Stream<EngineStep> steps, Stream<LaneSums> to, Stream<LaneCount> counted)
{
    private readonly Stream<EngineStep> steps = steps;
    private readonly Stream<LaneSums> to = to;
    private readonly Stream<LaneCount> counted = counted;

    private int held;

    /// <summary>Runs one tile after the other until there are no more.</summary>
    public void Run(TileWeights weights, Stream<LoadedTile> loaded, Stream<int> free, LaneRegisters registers)
    {
        Count(loaded);
        LoadedTile tile;
        while ((tile = loaded.Read()).Half >= 0)
        {
            Add(weights, tile, registers);
            free.Write(tile.Half);
            Count(loaded);
        }
    }

    private void Count(Stream<LoadedTile> loaded)
    {
        if (EngineCounts.AreKept)
        {
            counted.Write(new LaneCount
            {
                End = HardwareClock.Cycles, Weights = loaded.ReadWaits(), Events = steps.ReadWaits(), Neurons = to.WriteWaits(),
                Held = held,
            });
        }
    }

    // A sum is not there before the one before it has been read out: until then its last step is held.
    [Pipeline("index", InitiationInterval = 1)]
    [Unroll("group")]
    [Range("part", 0, EngineSizes.Groups - 1)]
    [Range("left", 0, EngineSizes.Groups)]
    private void Add(TileWeights weights, LoadedTile tile, LaneRegisters registers)
    {
        int part = 0;
        int left = 0;
        bool isHeld = false;
        var step = default(EngineStep);
        held = 0;
        for (int index = 0; ; index++)
        {
            if (!isHeld)
            {
                step = steps.Read();
            }

            isHeld = step.Saves && left > 1;
            bool saves = step.Saves && !isHeld;
            if (EngineCounts.AreKept)
            {
                held += isHeld ? 1 : 0;
            }

            if (left != 0)
            {
                to.Write(Saved(registers.Saved, part));
            }

            for (int group = 0; group < EngineSizes.Groups; group++)
            {
                AddGroup(weights, tile.Half, group, step, isHeld, registers);
            }

            part = saves ? 0 : (part + 1) & (EngineSizes.Groups - 1);
            left = saves ? tile.Groups : left == 0 ? 0 : left - 1;
            if (step.EndsTile)
            {
                break;
            }
        }
    }

    [Unroll("index")]
    private static void AddGroup(TileWeights weights, int half, int group, in EngineStep step, bool isHeld, LaneRegisters registers)
    {
        var beats = half == 0 ? weights.Even : weights.Odd;
        var beat0 = beats[TileWeights.Index(step.Row0) + group];
        var beat1 = beats[TileWeights.Index(step.Row1) + EngineSizes.Groups + group];
        var beat2 = beats[TileWeights.Index(step.Row2) + (2 * EngineSizes.Groups) + group];
        var beat3 = beats[TileWeights.Index(step.Row3) + (3 * EngineSizes.Groups) + group];
        for (int index = 0; index < EngineSizes.Group; index++)
        {
            int lane = (group * EngineSizes.Group) + index;
            int addend = (step.Addend & 2) != 0
                ? ((step.Addend & 1) != 0 ? registers.Second[lane] : registers.First[lane])
                : ((step.Addend & 1) != 0 ? registers.Sums[lane] : 0);
            int sum = (Weight(beat0, index) + Weight(beat1, index)) + (Weight(beat2, index) + Weight(beat3, index)) + addend;
            if (!isHeld)
            {
                registers.Sums[lane] = sum;
            }

            if (step.KeepsFirst && !isHeld)
            {
                registers.First[lane] = sum;
            }

            if (step.KeepsSecond && !isHeld)
            {
                registers.Second[lane] = sum;
            }

            if (step.Saves && !isHeld)
            {
                registers.Saved[lane] = sum;
            }
        }
    }

    private static int Weight(in WeightBeat beat, int lane)
        => (sbyte)((lane & 8) == 0 ? beat.Low >> ((lane & 7) << 3) : beat.High >> ((lane & 7) << 3));

    private static LaneSums Saved(int[] saved, int part) => new()
    {
        Sum0 = Saved(saved, part, 0), Sum1 = Saved(saved, part, 1), Sum2 = Saved(saved, part, 2), Sum3 = Saved(saved, part, 3),
        Sum4 = Saved(saved, part, 4), Sum5 = Saved(saved, part, 5), Sum6 = Saved(saved, part, 6), Sum7 = Saved(saved, part, 7),
        Sum8 = Saved(saved, part, 8), Sum9 = Saved(saved, part, 9), Sum10 = Saved(saved, part, 10), Sum11 = Saved(saved, part, 11),
        Sum12 = Saved(saved, part, 12), Sum13 = Saved(saved, part, 13), Sum14 = Saved(saved, part, 14), Sum15 = Saved(saved, part, 15),
    };

    // A tree of choices takes fewer LUTs than a shift register.
    private static int Saved(int[] saved, int part, int lane)
    {
        int low = (part & 4) != 0 ? OfFour(saved, part, 4, lane) : OfFour(saved, part, 0, lane);
        int high = (part & 4) != 0 ? OfFour(saved, part, 12, lane) : OfFour(saved, part, 8, lane);
        return (part & 8) != 0 ? high : low;
    }

    private static int OfFour(int[] saved, int part, int first, int lane)
    {
        bool isOdd = (part & 1) != 0;
        return (part & 2) != 0
            ? (isOdd ? Of(saved, first + 3, lane) : Of(saved, first + 2, lane))
            : (isOdd ? Of(saved, first + 1, lane) : Of(saved, first, lane));
    }

    private static int Of(int[] saved, int part, int lane)
        => saved[((part & (EngineSizes.Groups - 1)) * EngineSizes.Group) + lane];
}
