namespace Accel.Kernels;

/// <summary>
/// What an engine with counters (<see cref="SpikingTransformerEngine.Counts"/>) leaves of a run: a record of each core's start, then one
/// for each step, by the core whose step it is. All numbers are counters mod 2^32 that go on from run to run: the difference to the core's
/// record before is what a step took.
/// </summary>
public static class EngineCountLayout
{
    /// <summary>Cells of a record.</summary>
    public const int RecordCells = 1 << RecordShift;

    /// <summary>log2 of <see cref="RecordCells"/>.</summary>
    public const int RecordShift = 4;

    /// <summary>Clock cycle in which the neurons have ended the step.</summary>
    public const int NeuronsEndOffset = 0;

    /// <summary>Cycles in which the neurons have waited for sums of the lanes.</summary>
    public const int NeuronsAwaitLanesOffset = 1;

    /// <summary>Cycles in which they have waited for sums of the attention units.</summary>
    public const int NeuronsAwaitAttentionOffset = 2;

    /// <summary>Cycles in which they have waited for whoever takes what they fire.</summary>
    public const int NeuronsAwaitOutputOffset = 3;

    /// <summary>Clock cycle in which the lanes have ended the step.</summary>
    public const int LanesEndOffset = 4;

    /// <summary>Cycles in which the lanes have waited for weights.</summary>
    public const int LanesAwaitWeightsOffset = 5;

    /// <summary>Cycles in which they have waited for rows to add.</summary>
    public const int LanesAwaitEventsOffset = 6;

    /// <summary>Cycles in which they have waited for the neurons to take a sum.</summary>
    public const int LanesAwaitNeuronsOffset = 7;

    /// <summary>Of this step: cycles in which the lanes added nothing, since the sum before was still to be read out.</summary>
    public const int HeldOffset = 8;

    /// <summary>Of this step: rows of weights that were added.</summary>
    public const int RowsOffset = 9;

    /// <summary>Of this step: the same, each row as many times as there are timesteps that share it.</summary>
    public const int CoveredOffset = 10;

    /// <summary>The parts that took part, and the record's number &lt;&lt; <see cref="NumberShift"/>: first those of the cores' starts,
    /// then those of the steps.</summary>
    public const int PartsOffset = 11;

    /// <summary>Of a step that attends: keys that have been added to K^T V since the core's step before that did, one for each pair of a
    /// key and a value that are not 0.</summary>
    public const int KeyAdditionsOffset = 12;

    /// <summary>Of a step that attends: rows of K^T V that its queries added to sums.</summary>
    public const int QueryRowsOffset = 13;

    /// <summary>Of <see cref="PartsOffset"/>: neurons.</summary>
    public const int NeuronsBit = 0;

    /// <summary>Of <see cref="PartsOffset"/>: lanes.</summary>
    public const int LanesBit = 1;

    /// <summary>Of <see cref="PartsOffset"/>: where the number begins.</summary>
    public const int NumberShift = 2;
}
