namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="SpikingPipeline"/>.</summary>
public static class SpikingPipelineLayout
{
    /// <summary>Output channels.</summary>
    public const int Lanes = 16;

    /// <summary>Rows of a bank; a step adds one from each of four banks.</summary>
    public const int RowsPerBank = 16;

    /// <summary>Timesteps after which the membranes start again at 0.</summary>
    public const int Timesteps = 4;

    /// <summary>Steps, an even number; a step that saves has 16 behind it that do not.</summary>
    public const int StepsCell = 0;

    /// <summary>How many steps save their sums.</summary>
    public const int SavesCell = 1;

    /// <summary>The threshold of all channels, 1 to 32767.</summary>
    public const int ThresholdCell = 2;

    /// <summary>First cell of the results: the spikes of a save, lane 0 lowest.</summary>
    public const int ResultCell = 4;

    /// <summary>First cell of the weights, signed bytes, lane 0 lowest: row 0 of each bank, then row 1 of each bank, 4 cells a
    /// row.</summary>
    public const int WeightCell = ResultCell + (LaneStepLayout.MostSteps / Lanes);

    /// <summary>First cell of the steps, see <see cref="LaneStepLayout"/>; addends are 0 or the accumulator, and no sums are
    /// kept.</summary>
    public const int StepCell = WeightCell + (RowsPerBank * 4 * Lanes / 4);
}
