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
        Kind = memory.ReadInt32(cell + EventStepLayout.KindOffset);
        Flags = memory.ReadInt32(cell + EventStepLayout.FlagsOffset);
        int choices = memory.ReadInt32(cell + EventStepLayout.ChoicesOffset);
        Schedule = choices & 15;
        Neuron = (choices >> 4) & 15;
        Destination = (choices >> 8) & 15;
        Timesteps = memory.ReadInt32(cell + EventStepLayout.TimestepsOffset);
        ReadArea(memory, cell);
        ReadSource(memory, cell);
        int groups = memory.ReadInt32(cell + EventStepLayout.GroupsOffset);
        Groups = groups & 255;
        Fired = (groups >> 8) & 255;
        ReadRows(memory, cell);
        ReadDestination(memory, cell);
        WeightCell = memory.ReadInt32(cell + EventStepLayout.WeightPointerOffset);
        WeightRows = memory.ReadInt32(cell + EventStepLayout.WeightRowsOffset);
        ParameterCell = memory.ReadInt32(cell + EventStepLayout.ParameterPointerOffset);
        OutputCell = memory.ReadInt32(cell + EventStepLayout.OutputPointerOffset);
        Count = memory.ReadInt32(cell + EventStepLayout.CountOffset);
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
        int size = memory.ReadInt32(cell + EventStepLayout.SizeOffset);
        Height = size & 0xFFFF;
        Width = (size >> 16) & 0xFFFF;
        int lines = memory.ReadInt32(cell + EventStepLayout.LinesOffset);
        FirstLine = lines & 0xFFFF;
        EndLine = (lines >> 16) & 0xFFFF;
        int taps = memory.ReadInt32(cell + EventStepLayout.TapsOffset);
        FirstDown = (taps & 3) - 1;
        LastDown = ((taps >> 2) & 3) - 1;
        FirstRight = ((taps >> 4) & 3) - 1;
        LastRight = ((taps >> 6) & 3) - 1;
    }

    private void ReadSource(SimpleMemory memory, int cell)
    {
        SourcePiece = memory.ReadInt32(cell + EventStepLayout.SourcePieceOffset);
        PositionPieces = memory.ReadInt32(cell + EventStepLayout.PositionPiecesOffset);
        CutPieces = memory.ReadInt32(cell + EventStepLayout.CutPiecesOffset);
        LinePieces = memory.ReadInt32(cell + EventStepLayout.LinePiecesOffset);
        SpanPieces = memory.ReadInt32(cell + EventStepLayout.SpanPiecesOffset);
        SourceGroupPieces = memory.ReadInt32(cell + EventStepLayout.SourceGroupPiecesOffset);
    }

    private void ReadRows(SimpleMemory memory, int cell)
    {
        Row = memory.ReadInt32(cell + EventStepLayout.ShortcutRowOffset);
        PositionRows = memory.ReadInt32(cell + EventStepLayout.PositionRowsOffset);
        TimestepRows = memory.ReadInt32(cell + EventStepLayout.TimestepRowsOffset);
        LineRows = memory.ReadInt32(cell + EventStepLayout.LineRowsOffset);
        Ranges = memory.ReadInt32(cell + EventStepLayout.RangesOffset);
        RangeRows = memory.ReadInt32(cell + EventStepLayout.RangeRowsOffset);
    }

    private void ReadDestination(SimpleMemory memory, int cell)
    {
        DestinationPiece = memory.ReadInt32(cell + EventStepLayout.DestinationPieceOffset);
        DestinationPositionPieces = memory.ReadInt32(cell + EventStepLayout.DestinationPositionPiecesOffset);
        DestinationLinePieces = memory.ReadInt32(cell + EventStepLayout.DestinationLinePiecesOffset);
        DestinationGroupPieces = memory.ReadInt32(cell + EventStepLayout.DestinationGroupPiecesOffset);
        int unit = memory.ReadInt32(cell + EventStepLayout.UnitOffset);
        Unit = unit & 255;
        UnitHead = (unit >> 8) & 255;
        HeadGroup = (unit >> 16) & 255;
    }
}
