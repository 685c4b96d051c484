namespace Accel.Kernels;

/// <summary>Holds a step against the engine's limits, so that a damaged program ends with a status.</summary>
internal static class StepCheck
{
    /// <summary>A status; <see cref="SpikingTransformerEngineLayout.StatusDone"/> when all is well.</summary>
    public static int Of(ProgramStep step, EngineHeader header)
    {
        if (!IsKnown(step))
        {
            return SpikingTransformerEngineLayout.StatusUnknownStep;
        }

        return IsInside(step, header) ? SpikingTransformerEngineLayout.StatusDone : SpikingTransformerEngineLayout.StatusStepOverLimit;
    }

    /// <summary>Neurons are visited.</summary>
    public static bool Visits(ProgramStep step)
        => step.Kind == EngineStepLayout.Sums || step.Kind == EngineStepLayout.Empty || step.Kind == EngineStepLayout.Attend;

    private static bool IsKnown(ProgramStep step)
    {
        bool fires = step.Neuron != EngineStepLayout.NoNeuron;
        bool isPool = step.Has(EngineStepLayout.PoolsMaximumBit);
        return step.Kind >= EngineStepLayout.Input && step.Kind <= EngineStepLayout.DumpSpikes
            && step.Schedule <= EngineStepLayout.SummedSets && step.Core < SpikingTransformerEngine.Cores
            && step.Neuron <= EngineStepLayout.ReluNeuron && step.Destination <= EngineStepLayout.ToQueries
            && (fires || (step.Destination == EngineStepLayout.Nowhere && !step.Has(EngineStepLayout.TracesBit)))
            && !(isPool && (fires || step.Has(EngineStepLayout.AddsShortcutBit) || step.Has(EngineStepLayout.StoresShortcutBit)));
    }

    private static bool IsInside(ProgramStep step, EngineHeader header)
    {
        bool isInside = true;
        if (Visits(step))
        {
            isInside = IsVisitInside(step, header);
        }

        if (step.Kind == EngineStepLayout.Sums)
        {
            isInside = isInside && IsSourceInside(step, header);
        }

        bool counts = !Visits(step);
        bool isCountInside = step.Count >= 1 && step.Count <= Most(step.Kind);
        bool isOutputInside = step.Kind == EngineStepLayout.Input || step.Kind == EngineStepLayout.Logits
            || header.IsInside(step.OutputCell, 4) || !(counts || step.Has(EngineStepLayout.TracesBit));
        isInside = isInside && (step.Kind != EngineStepLayout.Logits || AreLogitsInside(step, header));
        bool isInputInside = step.Kind != EngineStepLayout.Input || IsInputInside(step, header);
        return isInside && (!counts || isCountInside) && isOutputInside && isInputInside && AreRowsInside(step);
    }

    private static bool AreLogitsInside(ProgramStep step, EngineHeader header)
        => header.IsInside(step.ParameterCell, step.Count) && step.OutputCell >= 0 && step.OutputCell < header.MemoryCells
            && header.IsInside(header.ResultCell + step.OutputCell, step.Count);

    private static int Most(int kind)
        => kind == EngineStepLayout.Logits ? SpikingTransformerEngine.MaxClasses
            : kind == EngineStepLayout.DumpShortcut ? EngineSizes.MostRows : EngineSizes.MostWords;

    private static bool IsInputInside(ProgramStep step, EngineHeader header)
        => step.OutputCell >= 0 && step.OutputCell < header.MemoryCells
            && header.IsInside(header.InputCell + step.OutputCell,
                step.Has(EngineStepLayout.AllColumnsBit) ? step.Count << 4 : step.Count << 2);

    private static bool AreRowsInside(ProgramStep step)
        => AreRows(step.Row | step.PositionRows | step.TimestepRows | step.LineRows | step.RangeRows) && step.Ranges >= 0
            && step.Ranges <= EngineSizes.MostRows;

    private static bool IsVisitInside(ProgramStep step, EngineHeader header)
    {
        bool isEven = step.Destination != EngineStepLayout.ToBuffer || (step.Fired & 1) == 0;
        bool isAreaInside = step.Timesteps >= 1 && step.Timesteps <= SpikingTransformerEngine.MaxTimesteps
            && step.Height >= 1 && step.Height <= SpikingTransformerEngine.MaxSize && step.Width >= 1
            && step.Width <= SpikingTransformerEngine.MaxSize
            && step.FirstLine < step.EndLine && step.EndLine <= step.Height;
        bool areGroupsInside = step.Groups >= EngineSizes.FewestGroups && step.Groups <= EngineSizes.Groups
            && step.Fired >= 1 && step.Fired <= step.Groups && isEven;
        bool isDestinationInside = ArePieces(
            step.DestinationPiece | step.DestinationPositionPieces | step.DestinationLinePieces | step.DestinationGroupPieces);
        bool isPlaceInside = step.Unit < SpikingTransformerEngine.AttentionUnits && step.UnitHead < header.UnitHeads
            && step.HeadGroup < header.HeadGroups;
        return isAreaInside && areGroupsInside && isDestinationInside && isPlaceInside && header.IsInside(step.ParameterCell,
            2 * SpikingTransformerEngine.Lanes);
    }

    private static bool IsSourceInside(ProgramStep step, EngineHeader header)
    {
        bool areTapsInside = step.FirstDown <= step.LastDown && step.LastDown <= 1 && step.FirstRight <= step.LastRight
            && step.LastRight <= 1;
        bool arePiecesInside = step.SpanPieces >= 1 && ArePieces(
            step.SourcePiece | step.PositionPieces | step.LinePieces | step.SourceGroupPieces | step.SpanPieces | step.CutPieces);
        bool areRowsInside = step.WeightRows >= 4 && step.WeightRows <= EngineSizes.TileRows && (step.WeightRows & 3) == 0;
        int cells = step.Has(EngineStepLayout.NibblesBit)
            ? step.WeightRows * (SpikingTransformerEngine.Lanes / 8) : step.WeightRows * (SpikingTransformerEngine.Lanes / 4);
        return areTapsInside && arePiecesInside && areRowsInside && header.IsInside(step.WeightCell, cells);
    }

    // Numbers are below a power of two when their bits together are.
    private static bool ArePieces(int bits) => (bits & ~(EngineSizes.SpikePieces - 1)) == 0;

    private static bool AreRows(int bits) => (bits & ~(SpikingTransformerEngine.ShortcutRows - 1)) == 0;
}
