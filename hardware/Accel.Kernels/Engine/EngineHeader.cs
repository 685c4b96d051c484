using Hast.Transformer.SimpleMemory;

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

    /// <summary>Cycles between values.</summary>
    public int Idle;

    /// <summary>Reads it.</summary>
    /// <returns>A status; <see cref="SpikingTransformerEngineLayout.StatusDone"/> when all is well.</returns>
    public int Read(SimpleMemory memory)
    {
        Neurons = default;
        Place = default;
        StepCount = 0;
        MemoryCells = 0;
        Idle = 0;
        HeadGroups = 1;
        ResultCell = SpikingTransformerEngineLayout.ResultCell;
        if (memory.ReadInt32(SpikingTransformerEngineLayout.MagicCell) != SpikingTransformerEngineLayout.Magic)
        {
            return SpikingTransformerEngineLayout.StatusNoProgram;
        }

        if (memory.ReadInt32(SpikingTransformerEngineLayout.VersionCell) != SpikingTransformerEngineLayout.Version)
        {
            return SpikingTransformerEngineLayout.StatusUnknownVersion;
        }

        if (!ProgramCheck.AddsUp(memory, 0, SpikingTransformerEngineLayout.HeaderCells, isHeader: true))
        {
            return SpikingTransformerEngineLayout.StatusDamaged;
        }

        StepCell = memory.ReadInt32(SpikingTransformerEngineLayout.StepPointerCell);
        StepCount = memory.ReadInt32(SpikingTransformerEngineLayout.StepCountCell);
        InputCell = memory.ReadInt32(SpikingTransformerEngineLayout.InputPointerCell);
        MemoryCells = memory.ReadInt32(SpikingTransformerEngineLayout.MemoryCellsCell);
        Timesteps = memory.ReadInt32(SpikingTransformerEngineLayout.TimestepsCell);
        HeadGroups = memory.ReadInt32(SpikingTransformerEngineLayout.HeadGroupsCell);
        UnitHeads = memory.ReadInt32(SpikingTransformerEngineLayout.UnitHeadsCell);
        int neurons = memory.ReadInt32(SpikingTransformerEngineLayout.NeuronCell);
        int keyMaximum = memory.ReadInt32(SpikingTransformerEngineLayout.KeyMaximumCell);
        int result = memory.ReadInt32(SpikingTransformerEngineLayout.ResultPointerCell);
        bool isForThis = memory.ReadUInt32(SpikingTransformerEngineLayout.LimitsCell) == EngineFingerprint.Value;
        bool isResultInside = IsInside(result, SpikingTransformerEngineLayout.ResultCells);
        ResultCell = isResultInside && result >= SpikingTransformerEngineLayout.ResultCell ? result : SpikingTransformerEngineLayout.ResultCell;
        if (!isForThis || !isResultInside || !AreSizesInside() || keyMaximum < 0 || keyMaximum >= 1 << SpikingTransformerEngine.KeyBits || neurons < 0
            || neurons > 15 || (neurons & 3) == 3)
        {
            HeadGroups = 1;
            return SpikingTransformerEngineLayout.StatusHeaderOverLimit;
        }

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
        int visits = Times(Timesteps, HeadGroups);
        Idle = visits >= 4 ? 0 : visits >= 2 ? 1 : 3;
        if (Times(Timesteps, timestepProducts) > SpikingTransformerEngine.ProductRows
            || Times(Timesteps, timestepRows) > SpikingTransformerEngine.KeyRows)
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
    public static int Times(int count, int number)
    {
        int product = 0;
        for (int index = 0; index < count; index++)
        {
            product += number;
        }

        return product;
    }
}
