namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="EventLanes"/>.</summary>
public static class EventLanesLayout
{
    /// <summary>Output channels that are added to side by side.</summary>
    public const int Lanes = 64;

    /// <summary>Rows of weights that a step adds, one from each bank.</summary>
    public const int Slots = 4;

    /// <summary>Rows of a bank.</summary>
    public const int RowsPerBank = 512;

    /// <summary>Lanes whose sums leave together, in one beat of four cells.</summary>
    public const int LanesPerBeat = 8;

    /// <summary>Steps that a readout takes: so many lie between two that save, and behind the last one.</summary>
    public const int StepsPerReadout = Lanes / LanesPerBeat;

    /// <summary>Rows of each bank that are loaded, from 1 on.</summary>
    public const int RowsCell = 0;

    /// <summary>Steps, an even number from 2 on.</summary>
    public const int StepsCell = 1;

    /// <summary>How many steps save their sums.</summary>
    public const int SavesCell = 2;

    /// <summary>Most steps of a run.</summary>
    public const int MostSteps = 1024;

    /// <summary>First cell of the steps, see <see cref="LaneStepLayout"/>.</summary>
    public const int StepCell = 4;

    /// <summary>First cell of the results: the sums that were saved, 16 bits each, lane 0 lowest.</summary>
    public const int ResultCell = StepCell + (2 * MostSteps);

    /// <summary>First cell of the weights, signed bytes, lane 0 lowest: row 0 of each bank, then row 1 of each bank, 16 cells a
    /// row.</summary>
    public const int WeightCell = ResultCell + (MostSteps / StepsPerReadout * Lanes / 2);
}
