namespace Accel.Kernels;

/// <summary>Holds a step against the engine's limits, so that a damaged program ends with a status.</summary>
internal static class StepCheck
{
    /// <summary>A status; <see cref="EventEngineLayout.StatusDone"/> when all is well.</summary>
    public static int Of(ProgramStep step, EngineHeader header)
    {
        if (!IsKnown(step))
        {
            return EventEngineLayout.StatusUnknownStep;
        }

        return IsInside(step, header) ? EventEngineLayout.StatusDone : EventEngineLayout.StatusStepOverLimit;
    }

    /// <summary>Neurons are visited.</summary>
    public static bool Visits(ProgramStep step)
        => step.Kind == EventStepLayout.Sums || step.Kind == EventStepLayout.Empty || step.Kind == EventStepLayout.Attend;

    private static bool IsKnown(ProgramStep step)
    {
        bool fires = step.Neuron != EventStepLayout.NoNeuron;
        bool isPool = step.Has(EventStepLayout.PoolsMaximumBit);
        return step.Kind >= EventStepLayout.Input && step.Kind <= EventStepLayout.DumpSpikes && step.Schedule <= EventStepLayout.SummedSets
            && step.Neuron <= EventStepLayout.ReluNeuron && step.Destination <= EventStepLayout.ToQueries
            && (fires || (step.Destination == EventStepLayout.Nowhere && !step.Has(EventStepLayout.TracesBit)))
            && !(isPool && (fires || step.Has(EventStepLayout.AddsShortcutBit) || step.Has(EventStepLayout.StoresShortcutBit)));
    }

    private static bool IsInside(ProgramStep step, EngineHeader header)
    {
        bool isInside = true;
        if (Visits(step))
        {
            isInside = IsVisitInside(step, header);
        }

        if (step.Kind == EventStepLayout.Sums)
        {
            isInside = isInside && IsSourceInside(step, header);
        }

        bool counts = !Visits(step);
        bool isCountInside = step.Count >= 1 && step.Count <= Most(step.Kind);
        bool isOutputInside = step.Kind == EventStepLayout.Input || step.Kind == EventStepLayout.Logits
            || header.IsInside(step.OutputCell, 4) || !(counts || step.Has(EventStepLayout.TracesBit));
        isInside = isInside && (step.Kind != EventStepLayout.Logits || AreLogitsInside(step, header));
        bool isInputInside = step.Kind != EventStepLayout.Input || IsInputInside(step, header);
        return isInside && (!counts || isCountInside) && isOutputInside && isInputInside && AreRowsInside(step);
    }

    private static bool AreLogitsInside(ProgramStep step, EngineHeader header)
        => header.IsInside(step.ParameterCell, step.Count) && step.OutputCell >= 0 && step.OutputCell < header.MemoryCells
            && header.IsInside(header.ResultCell + step.OutputCell, step.Count);

    private static int Most(int kind)
        => kind == EventStepLayout.Logits ? EventDrivenEngine.MaxClasses
            : kind == EventStepLayout.DumpShortcut ? EventDrivenEngine.ShortcutRows : EventDrivenEngine.SpikeWords;

    private static bool IsInputInside(ProgramStep step, EngineHeader header)
        => step.OutputCell >= 0 && step.OutputCell < header.MemoryCells
            && header.IsInside(header.InputCell + step.OutputCell,
                step.Has(EventStepLayout.AllColumnsBit) ? step.Count << 4 : step.Count << 2);

    private static bool AreRowsInside(ProgramStep step)
        => IsRow(step.Row) && IsRow(step.PositionRows) && IsRow(step.TimestepRows) && IsRow(step.LineRows) && IsRow(step.RangeRows)
            && step.Ranges >= 0 && step.Ranges <= EventDrivenEngine.ShortcutRows;

    private static bool IsVisitInside(ProgramStep step, EngineHeader header)
    {
        bool isEven = step.Destination != EventStepLayout.ToBuffer || (step.Fired & 1) == 0;
        bool isAreaInside = step.Timesteps >= 1 && step.Timesteps <= EventDrivenEngine.MaxTimesteps
            && step.Height >= 1 && step.Height <= EventDrivenEngine.MaxSize && step.Width >= 1 && step.Width <= EventDrivenEngine.MaxSize
            && step.FirstLine < step.EndLine && step.EndLine <= step.Height;
        bool areGroupsInside = step.Groups >= EventEngineSizes.FewestGroups && step.Groups <= EventEngineSizes.Groups
            && step.Fired >= 1 && step.Fired <= step.Groups && isEven;
        bool isDestinationInside = IsPiece(step.DestinationPiece) && IsPiece(step.DestinationPositionPieces)
            && IsPiece(step.DestinationLinePieces)
            && IsPiece(step.DestinationGroupPieces);
        bool isPlaceInside = step.Unit < EventDrivenEngine.AttentionUnits && step.UnitHead < header.UnitHeads
            && step.HeadGroup < header.HeadGroups;
        return isAreaInside && areGroupsInside && isDestinationInside && isPlaceInside && header.IsInside(step.ParameterCell,
            2 * EventDrivenEngine.Lanes);
    }

    private static bool IsSourceInside(ProgramStep step, EngineHeader header)
    {
        bool areTapsInside = step.FirstDown <= step.LastDown && step.LastDown <= 1 && step.FirstRight <= step.LastRight
            && step.LastRight <= 1;
        bool arePiecesInside = IsPiece(step.SourcePiece) && IsPiece(step.PositionPieces) && IsPiece(step.LinePieces)
            && IsPiece(step.SourceGroupPieces)
            && IsPiece(step.SpanPieces) && step.SpanPieces >= 1 && IsPiece(step.CutPieces);
        bool areRowsInside = step.WeightRows >= 4 && step.WeightRows <= EventEngineSizes.TileRows && (step.WeightRows & 3) == 0;
        int cells = step.Has(EventStepLayout.NibblesBit)
            ? step.WeightRows * (EventDrivenEngine.Lanes / 8) : step.WeightRows * (EventDrivenEngine.Lanes / 4);
        return areTapsInside && arePiecesInside && areRowsInside && header.IsInside(step.WeightCell, cells);
    }

    private static bool IsPiece(int piece) => piece >= 0 && piece < EventEngineSizes.SpikePieces;

    private static bool IsRow(int row) => row >= 0 && row < EventDrivenEngine.ShortcutRows;
}
