using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Goes through positions, groups of timesteps, sets and lines of taps: each is an interval of pieces.</summary>
internal sealed class SpikeWalk
{
    [Range(-1, 1)]
    private int down;

    [Range(0, EngineSizes.MostSets)]
    private int set;

    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    private int left;

    [Range(0, EngineSizes.SpikePieces)]
    private int positionPiece;

    [Range(0, EngineSizes.SpikePieces)]
    private int groupPiece;

    [Range(-EngineSizes.SpikePieces, EngineSizes.SpikePieces)]
    private int downPiece;

    [Range(0, SpikingTransformerEngine.BankRows)]
    private int downBase;

    private PositionCounter position;

    /// <summary>Walks until the end of the program.</summary>
    public void Run(Stream<WalkCommand> commands, Stream<SpikeSegment> to)
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            Walk(command, to);
            command = commands.Read();
        }
    }

    [Pipeline("step", InitiationInterval = 1)]
    private void Walk(WalkCommand command, Stream<SpikeSegment> to)
    {
        position = PositionCounter.Start(command.Area);
        positionPiece = command.Piece;
        groupPiece = 0;
        left = command.Timesteps;
        set = 0;
        StartTaps(command);
        for (int step = 0; ; step++)
        {
            var current = SpikeSet.Of(command.Schedule, set, left);
            var segment = Segment(command, current);
            bool endsSet = segment.EndsSet;
            bool endsGroup = endsSet && current.IsLast;
            bool endsPosition = endsGroup && (command.Schedule == EngineStepLayout.StaticSets || left <= 4);
            bool isLast = endsPosition && position.EndsArea;
            segment.EndsStep = isLast;
            to.Write(segment);
            if (isLast)
            {
                break;
            }

            set = endsGroup ? 0 : endsSet ? set + 1 : set;
            left = endsPosition ? command.Timesteps : endsGroup ? left - 4 : left;
            groupPiece = endsPosition ? 0 : endsGroup ? Wrap(groupPiece + command.GroupPieces) : groupPiece;
            if (endsPosition)
            {
                positionPiece = Wrap(positionPiece + command.PositionPieces);
                position.Step(command.Area);
            }

            if (endsSet)
            {
                StartTaps(command);
            }
            else
            {
                down++;
                downPiece += command.LinePieces;
                downBase = (downBase + command.SpanPieces) & (SpikingTransformerEngine.BankRows - 1);
            }
        }
    }

    private void StartTaps(in WalkCommand command)
    {
        down = command.FirstDown;
        downPiece = command.FirstDown < 0 ? -command.LinePieces : command.FirstDown > 0 ? command.LinePieces : 0;
        downBase = 0;
    }

    // Taps outside of the picture are left out: lines as a whole, columns at either end of the interval.
    private SpikeSegment Segment(in WalkCommand command, in SpikeSet current)
    {
        bool isCutLeft = position.Column == 0 && command.FirstRight < 0;
        bool isCutRight = position.EndsLine && command.LastRight > 0;
        bool isInside = (down >= 0 || position.Line != 0) && (down <= 0 || !position.IsBottom);
        bool isNone = current.Function == SpikeSet.None;
        bool isEmpty = isNone || !isInside || (isCutLeft && command.LastRight < 0) || (isCutRight && command.FirstRight > 0);
        int right = command.FirstRight < 0 ? -command.PositionPieces : command.FirstRight > 0 ? command.PositionPieces : 0;
        int unclipped = positionPiece + groupPiece + downPiece + right;
        int start = isCutLeft ? unclipped + command.CutPieces : unclipped;
        int last = unclipped + command.SpanPieces - 1 - (isCutRight ? command.CutPieces : 0);
        int firstWord = (start >> 2) & (SpikingTransformerEngine.SpikeWords - 1);
        return new SpikeSegment
        {
            FirstWord = firstWord,
            LastWord = isEmpty ? firstWord : (last >> 2) & (SpikingTransformerEngine.SpikeWords - 1),
            FirstMask = isEmpty ? 0 : (15 << (start & 3)) & 15,
            LastMask = isEmpty ? 0 : 15 >> (3 - (last & 3)),
            Base = ((start & ~3) - unclipped + downBase) & ((SpikingTransformerEngine.BankRows / 8) - 1),
            Set = current,
            EndsSet = isNone || down == command.LastDown,
        };
    }

    private static int Wrap(int piece) => piece & (EngineSizes.SpikePieces - 1);
}
