namespace Accel.Kernels;

/// <summary>A step of the program.</summary>
internal sealed class ProgramStep
{
    /// <summary>Kind.</summary>
    public int Kind;

    /// <summary>Flags.</summary>
    public int Flags;

    /// <summary>Schedule.</summary>
    public int Schedule;

    /// <summary>Neuron.</summary>
    public int Neuron;

    /// <summary>Destination.</summary>
    public int Destination;

    /// <summary>Whose step it is.</summary>
    public int Core;

    /// <summary>T.</summary>
    public int Timesteps;

    /// <summary>H, W, y0, y1.</summary>
    public int Height, Width, FirstLine, EndLine;

    /// <summary>Taps.</summary>
    public int FirstDown, LastDown, FirstRight, LastRight;

    /// <summary>Source.</summary>
    public int SourcePiece, PositionPieces, CutPieces, LinePieces, SpanPieces, SourceGroupPieces;

    /// <summary>Groups.</summary>
    public int Groups, Fired;

    /// <summary>U.</summary>
    public int Row, PositionRows, TimestepRows, LineRows;

    /// <summary>Destination.</summary>
    public int DestinationPiece, DestinationPositionPieces, DestinationLinePieces, DestinationGroupPieces;

    /// <summary>Weights and parameters.</summary>
    public int WeightCell, WeightRows, ParameterCell;

    /// <summary>Place in the attention units.</summary>
    public int Unit, UnitHead, HeadGroup;

    /// <summary>Memory.</summary>
    public int OutputCell, Count, Ranges, RangeRows;

    /// <summary>A flag.</summary>
    public bool Has(int bit) => ((Flags >> bit) & 1) != 0;

    /// <summary>Takes it out of its cells.</summary>
    public void Read(int[] cells)
    {
        Kind = cells[EngineStepLayout.KindOffset];
        Flags = cells[EngineStepLayout.FlagsOffset];
        int choices = cells[EngineStepLayout.ChoicesOffset];
        Schedule = choices & 15;
        Neuron = (choices >> 4) & 15;
        Destination = (choices >> 8) & 15;
        Core = (choices >> 12) & 15;
        Timesteps = cells[EngineStepLayout.TimestepsOffset];
        ReadArea(cells);
        ReadSource(cells);
        int groups = cells[EngineStepLayout.GroupsOffset];
        Groups = groups & 255;
        Fired = (groups >> 8) & 255;
        ReadRows(cells);
        ReadDestination(cells);
        WeightCell = cells[EngineStepLayout.WeightPointerOffset];
        WeightRows = cells[EngineStepLayout.WeightRowsOffset];
        ParameterCell = cells[EngineStepLayout.ParameterPointerOffset];
        OutputCell = cells[EngineStepLayout.OutputPointerOffset];
        Count = cells[EngineStepLayout.CountOffset];
        Clear();
    }

    /// <summary>No step: everything is 0, but that the destination is closed if it is still open.</summary>
    public void Forget(bool isDestinationOpen)
    {
        Flags = isDestinationOpen ? 1 << EngineStepLayout.ClosesDestinationBit : 0;
        (Kind, Schedule, Neuron, Destination, Timesteps) = (0, 0, 0, 0, 0);
        (Height, Width, FirstLine, EndLine) = (0, 0, 0, 0);
        (FirstDown, LastDown, FirstRight, LastRight) = (0, 0, 0, 0);
        (SourcePiece, PositionPieces, CutPieces, LinePieces, SpanPieces, SourceGroupPieces) = (0, 0, 0, 0, 0, 0);
        (Groups, Fired, Row, PositionRows, TimestepRows, LineRows) = (0, 0, 0, 0, 0, 0);
        (DestinationPiece, DestinationPositionPieces, DestinationLinePieces, DestinationGroupPieces) = (0, 0, 0, 0);
        (WeightCell, WeightRows, ParameterCell, Unit, UnitHead, HeadGroup) = (0, 0, 0, 0, 0, 0);
        (OutputCell, Count, Ranges, RangeRows) = (0, 0, 0, 0);
    }

    /// <summary>Another core's step: what is left of it is what opens and closes buffers.</summary>
    public void Leave()
    {
        const int Turns = (1 << EngineStepLayout.OpensSourceBit) | (1 << EngineStepLayout.ClosesSourceBit)
            | (1 << EngineStepLayout.OpensDestinationBit) | (1 << EngineStepLayout.ClosesDestinationBit);
        Flags = (Flags & Turns) | (Kind == EngineStepLayout.Input ? 1 << EngineStepLayout.ClosesDestinationBit : 0);
        Kind = 0;
    }

    // What the kind does not use need not be checked.
    private void Clear()
    {
        bool visits = StepCheck.Visits(this);
        if (visits)
        {
            Count = 0;
        }
        else
        {
            (Timesteps, Groups, Fired, Unit, UnitHead, HeadGroup) = (0, 0, 0, 0, 0, 0);
            (Schedule, Neuron, Destination) = (0, 0, 0);
            (DestinationPiece, DestinationPositionPieces, DestinationLinePieces, DestinationGroupPieces) = (0, 0, 0, 0);
        }
    }

    private void ReadArea(int[] cells)
    {
        int size = cells[EngineStepLayout.SizeOffset];
        Height = size & 0xFFFF;
        Width = (size >> 16) & 0xFFFF;
        int lines = cells[EngineStepLayout.LinesOffset];
        FirstLine = lines & 0xFFFF;
        EndLine = (lines >> 16) & 0xFFFF;
        int taps = cells[EngineStepLayout.TapsOffset];
        FirstDown = (taps & 3) - 1;
        LastDown = ((taps >> 2) & 3) - 1;
        FirstRight = ((taps >> 4) & 3) - 1;
        LastRight = ((taps >> 6) & 3) - 1;
    }

    private void ReadSource(int[] cells)
    {
        SourcePiece = cells[EngineStepLayout.SourcePieceOffset];
        PositionPieces = cells[EngineStepLayout.PositionPiecesOffset];
        CutPieces = cells[EngineStepLayout.CutPiecesOffset];
        LinePieces = cells[EngineStepLayout.LinePiecesOffset];
        SpanPieces = cells[EngineStepLayout.SpanPiecesOffset];
        SourceGroupPieces = cells[EngineStepLayout.SourceGroupPiecesOffset];
    }

    private void ReadRows(int[] cells)
    {
        Row = cells[EngineStepLayout.ShortcutRowOffset];
        PositionRows = cells[EngineStepLayout.PositionRowsOffset];
        TimestepRows = cells[EngineStepLayout.TimestepRowsOffset];
        LineRows = cells[EngineStepLayout.LineRowsOffset];
        Ranges = cells[EngineStepLayout.RangesOffset];
        RangeRows = cells[EngineStepLayout.RangeRowsOffset];
    }

    private void ReadDestination(int[] cells)
    {
        DestinationPiece = cells[EngineStepLayout.DestinationPieceOffset];
        DestinationPositionPieces = cells[EngineStepLayout.DestinationPositionPiecesOffset];
        DestinationLinePieces = cells[EngineStepLayout.DestinationLinePiecesOffset];
        DestinationGroupPieces = cells[EngineStepLayout.DestinationGroupPiecesOffset];
        int unit = cells[EngineStepLayout.UnitOffset];
        Unit = unit & 255;
        UnitHead = (unit >> 8) & 255;
        HeadGroup = (unit >> 16) & 255;
    }
}
