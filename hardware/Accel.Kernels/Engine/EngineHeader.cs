using System.Runtime.CompilerServices;
using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The header of a program.</summary>
internal sealed class EngineHeader
{
    /// <summary>First cell of the steps.</summary>
    public int StepCell;

    /// <summary>Number of steps.</summary>
    public int StepCount;

    /// <summary>First cell of the input.</summary>
    public int InputCell;

    /// <summary>First cell of the result.</summary>
    public int ResultCell;

    /// <summary>First cell of the counters; 0: they are not written.</summary>
    public int CountCell;

    /// <summary>Cells of the memory.</summary>
    public int MemoryCells;

    /// <summary>Neurons.</summary>
    public NeuronOptions Neurons;

    /// <summary>Groups of a head.</summary>
    public int HeadGroups;

    /// <summary>Heads of a unit.</summary>
    public int UnitHeads;

    /// <summary>T.</summary>
    public int Timesteps;

    /// <summary>Strides of the attention units; the place of a tile is not in it.</summary>
    public HeadPlace Place;

    /// <summary>Cycles between values, a bit for each.</summary>
    public int Idle;

    /// <summary>Takes it out of its cells, if nothing is wrong with them.</summary>
    /// <returns>A status; <see cref="SpikingTransformerEngineLayout.StatusDone"/> when all is well.</returns>
    public int Read(int[] cells, bool addsUp)
    {
        Neurons = default;
        Place = default;
        StepCount = 0;
        CountCell = 0;
        MemoryCells = 0;
        Idle = 0;
        HeadGroups = 1;
        ResultCell = SpikingTransformerEngineLayout.ResultCell;
        if (cells[SpikingTransformerEngineLayout.MagicCell] != SpikingTransformerEngineLayout.Magic)
        {
            return SpikingTransformerEngineLayout.StatusNoProgram;
        }

        if (cells[SpikingTransformerEngineLayout.VersionCell] != SpikingTransformerEngineLayout.Version)
        {
            return SpikingTransformerEngineLayout.StatusUnknownVersion;
        }

        if (!addsUp)
        {
            return SpikingTransformerEngineLayout.StatusDamaged;
        }

        StepCell = cells[SpikingTransformerEngineLayout.StepPointerCell];
        StepCount = cells[SpikingTransformerEngineLayout.StepCountCell];
        InputCell = cells[SpikingTransformerEngineLayout.InputPointerCell];
        MemoryCells = cells[SpikingTransformerEngineLayout.MemoryCellsCell];
        Timesteps = cells[SpikingTransformerEngineLayout.TimestepsCell];
        HeadGroups = cells[SpikingTransformerEngineLayout.HeadGroupsCell];
        UnitHeads = cells[SpikingTransformerEngineLayout.UnitHeadsCell];
        int neurons = cells[SpikingTransformerEngineLayout.NeuronCell];
        int keyMaximum = cells[SpikingTransformerEngineLayout.KeyMaximumCell];

        // The fingerprint refuses what was compiled for an engine with counters where there are none.
        int counts = EngineCounts.AreKept ? cells[SpikingTransformerEngineLayout.CountPointerCell] : 0;
        int result = cells[SpikingTransformerEngineLayout.ResultPointerCell];
        bool isForThis = (uint)cells[SpikingTransformerEngineLayout.LimitsCell] == EngineFingerprint.Value;
        bool isResultInside = IsInside(result, SpikingTransformerEngineLayout.ResultCells);
        ResultCell = isResultInside && result >= SpikingTransformerEngineLayout.ResultCell
            ? result : SpikingTransformerEngineLayout.ResultCell;
        if (!isForThis || !isResultInside || !AreSizesInside() || !IsCountInside(counts) || keyMaximum < 0
            || keyMaximum >= 1 << SpikingTransformerEngine.KeyBits || neurons < 0 || neurons > 15 || (neurons & 3) == 3)
        {
            HeadGroups = 1;
            return SpikingTransformerEngineLayout.StatusHeaderOverLimit;
        }

        CountCell = counts;
        Neurons = new NeuronOptions
        {
            Leak = neurons & 3,
            Soft = ((neurons >> SpikingTransformerEngineLayout.SoftResetBit) & 1) != 0,
            Above = ((neurons >> SpikingTransformerEngineLayout.AboveThresholdBit) & 1) != 0,
            KeyMaximum = keyMaximum,
        };
        return SetStrides() ? SpikingTransformerEngineLayout.StatusDone : SpikingTransformerEngineLayout.StatusHeaderOverLimit;
    }

    /// <summary>So many cells lie in memory, at a multiple of 4.</summary>
    public bool IsInside(int cell, int cells) => cell >= 0 && (cell & 3) == 0 && cell < MemoryCells && cells <= MemoryCells - cell;

    // Records of the start, then those of the steps.
    private bool IsCountInside(int cell)
        => cell == 0 || (cell >= SpikingTransformerEngineLayout.HeaderCells
            && IsInside(cell, (StepCount + SpikingTransformerEngine.Cores) << EngineCountLayout.RecordShift));

    private bool AreSizesInside()
        => StepCount >= 1 && StepCount <= EngineSizes.MostCount && IsInside(StepCell, StepCount << 5) && IsInside(InputCell, 1)
            && Timesteps >= 1 && Timesteps <= SpikingTransformerEngine.MaxTimesteps
            && HeadGroups >= 1 && HeadGroups <= EngineSizes.MostHeadGroups && UnitHeads >= 1
            && UnitHeads <= EngineSizes.MostHeadGroups;

    private bool SetStrides()
    {
        int groupProducts = HeadGroups << 4;
        int headProducts = Times(HeadGroups, groupProducts);
        int timestepRows = Times(UnitHeads, HeadGroups);
        int timestepProducts = Times(UnitHeads, headProducts);
        bool areProductsOver = Times(Timesteps, timestepProducts) > SpikingTransformerEngine.ProductRows;
        bool areKeysOver = Times(Timesteps, timestepRows) > SpikingTransformerEngine.KeyRows;

        // Last, so that what is compared above is there long before it is asked for.
        int visits = Times(Timesteps, HeadGroups);
        Idle = visits >= 4 ? 0 : visits >= 2 ? 1 : EngineSizes.DelayBits;
        if (areProductsOver || areKeysOver)
        {
            HeadGroups = 1;
            return false;
        }

        Place = new HeadPlace
        {
            HeadGroups = HeadGroups, GroupProducts = groupProducts, HeadProducts = headProducts,
            TimestepRows = timestepRows, TimestepProducts = timestepProducts,
        };
        return true;
    }

    /// <summary>A product of small numbers.</summary>
    /// <param name="count">At most <see cref="EngineSizes.MostFactor"/>.</param>
    /// <param name="number">How much of each.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [Range("left", 0, EngineSizes.MostFactor)]
    public static int Times(int count, int number)
    {
        int product = 0;
        int left = count & EngineSizes.MostFactor;
        bool goesOn = left != 0;
        while (goesOn)
        {
            goesOn = left != 1;
            left--;
            product += number;
        }

        return product;
    }
}
