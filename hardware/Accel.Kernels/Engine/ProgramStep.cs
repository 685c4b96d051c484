using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>A step of the program as it lies in memory.</summary>
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

    /// <summary>Reads it.</summary>
    public void Read(SimpleMemory memory, int cell)
    {
        Kind = memory.ReadInt32(cell + EngineStepLayout.KindOffset);
        Flags = memory.ReadInt32(cell + EngineStepLayout.FlagsOffset);
        int choices = memory.ReadInt32(cell + EngineStepLayout.ChoicesOffset);
        Schedule = choices & 15;
        Neuron = (choices >> 4) & 15;
        Destination = (choices >> 8) & 15;
        Timesteps = memory.ReadInt32(cell + EngineStepLayout.TimestepsOffset);
        ReadArea(memory, cell);
        ReadSource(memory, cell);
        int groups = memory.ReadInt32(cell + EngineStepLayout.GroupsOffset);
        Groups = groups & 255;
        Fired = (groups >> 8) & 255;
        ReadRows(memory, cell);
        ReadDestination(memory, cell);
        WeightCell = memory.ReadInt32(cell + EngineStepLayout.WeightPointerOffset);
        WeightRows = memory.ReadInt32(cell + EngineStepLayout.WeightRowsOffset);
        ParameterCell = memory.ReadInt32(cell + EngineStepLayout.ParameterPointerOffset);
        OutputCell = memory.ReadInt32(cell + EngineStepLayout.OutputPointerOffset);
        Count = memory.ReadInt32(cell + EngineStepLayout.CountOffset);
        Clear();
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

    private void ReadArea(SimpleMemory memory, int cell)
    {
        int size = memory.ReadInt32(cell + EngineStepLayout.SizeOffset);
        Height = size & 0xFFFF;
        Width = (size >> 16) & 0xFFFF;
        int lines = memory.ReadInt32(cell + EngineStepLayout.LinesOffset);
        FirstLine = lines & 0xFFFF;
        EndLine = (lines >> 16) & 0xFFFF;
        int taps = memory.ReadInt32(cell + EngineStepLayout.TapsOffset);
        FirstDown = (taps & 3) - 1;
        LastDown = ((taps >> 2) & 3) - 1;
        FirstRight = ((taps >> 4) & 3) - 1;
        LastRight = ((taps >> 6) & 3) - 1;
    }

    private void ReadSource(SimpleMemory memory, int cell)
    {
        SourcePiece = memory.ReadInt32(cell + EngineStepLayout.SourcePieceOffset);
        PositionPieces = memory.ReadInt32(cell + EngineStepLayout.PositionPiecesOffset);
        CutPieces = memory.ReadInt32(cell + EngineStepLayout.CutPiecesOffset);
        LinePieces = memory.ReadInt32(cell + EngineStepLayout.LinePiecesOffset);
        SpanPieces = memory.ReadInt32(cell + EngineStepLayout.SpanPiecesOffset);
        SourceGroupPieces = memory.ReadInt32(cell + EngineStepLayout.SourceGroupPiecesOffset);
    }

    private void ReadRows(SimpleMemory memory, int cell)
    {
        Row = memory.ReadInt32(cell + EngineStepLayout.ShortcutRowOffset);
        PositionRows = memory.ReadInt32(cell + EngineStepLayout.PositionRowsOffset);
        TimestepRows = memory.ReadInt32(cell + EngineStepLayout.TimestepRowsOffset);
        LineRows = memory.ReadInt32(cell + EngineStepLayout.LineRowsOffset);
        Ranges = memory.ReadInt32(cell + EngineStepLayout.RangesOffset);
        RangeRows = memory.ReadInt32(cell + EngineStepLayout.RangeRowsOffset);
    }

    private void ReadDestination(SimpleMemory memory, int cell)
    {
        DestinationPiece = memory.ReadInt32(cell + EngineStepLayout.DestinationPieceOffset);
        DestinationPositionPieces = memory.ReadInt32(cell + EngineStepLayout.DestinationPositionPiecesOffset);
        DestinationLinePieces = memory.ReadInt32(cell + EngineStepLayout.DestinationLinePiecesOffset);
        DestinationGroupPieces = memory.ReadInt32(cell + EngineStepLayout.DestinationGroupPiecesOffset);
        int unit = memory.ReadInt32(cell + EngineStepLayout.UnitOffset);
        Unit = unit & 255;
        UnitHead = (unit >> 8) & 255;
        HeadGroup = (unit >> 16) & 255;
    }
}
