using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Goes through positions, groups of timesteps, sets and lines of taps: each is an interval of pieces.</summary>
internal sealed class SpikeWalk
{
    [Range(-1, 1)]
    private int down;

    // Of the set that follows, in the group of timesteps.
    [Range(0, EngineSizes.MostSets)]
    private int next;

    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    private int left;

    // As it will be in the group of timesteps that follows.
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    private int leftThen;

    [Range(0, EngineSizes.SpikePieces)]
    private int positionPiece;

    [Range(0, EngineSizes.SpikePieces)]
    private int groupPiece;

    [Range(-EngineSizes.SpikePieces, EngineSizes.SpikePieces)]
    private int downPiece;

    [Range(0, SpikingTransformerEngine.BankRows)]
    private int downBase;

    private PositionCounter position;

    private SpikeSet current;

    // Known an interval ahead.
    private bool endsSet;

    private bool endsTimesteps;

    private bool endsTimestepsThen;

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
        next = 1;
        bool isStatic = command.Schedule == EngineStepLayout.StaticSets;
        bool isOneTap = command.FirstDown == command.LastDown;
        left = command.Timesteps;
        endsTimesteps = isStatic || left <= 4;
        leftThen = endsTimesteps ? command.Timesteps : left - 4;
        endsTimestepsThen = isStatic || leftThen <= 4;
        current = SpikeSet.Of(command.Schedule, 0, left);
        endsSet = isOneTap;
        StartTaps(command);
        for (int step = 0; ; step++)
        {
            var segment = Segment(command);
            bool endsGroup = endsSet && current.IsLast;
            bool endsPosition = endsGroup && endsTimesteps;
            bool isLast = endsPosition && position.EndsArea;
            segment.EndsStep = isLast;
            to.Write(segment);
            if (isLast)
            {
                break;
            }

            groupPiece = endsPosition ? 0 : endsGroup ? Wrap(groupPiece + command.GroupPieces) : groupPiece;
            if (endsPosition)
            {
                positionPiece = Wrap(positionPiece + command.PositionPieces);
                position.Step(command.Area);
            }

            // Only static sets that follow the first one are none.
            bool isNone = !endsGroup && isStatic;
            bool endsTaps = endsSet ? isOneTap || isNone : down + 1 == command.LastDown;
            if (endsSet)
            {
                StartTaps(command);
                StepSet(command, endsGroup, isStatic);
            }
            else
            {
                down++;
                downPiece += command.LinePieces;
                downBase = (downBase + command.SpanPieces) & (SpikingTransformerEngine.BankRows - 1);
            }

            endsSet = endsTaps;
        }
    }

    // Both sets that may follow are made at the same time.
    private void StepSet(in WalkCommand command, bool endsGroup, bool isStatic)
    {
        var first = SpikeSet.Of(command.Schedule, 0, leftThen);
        var following = SpikeSet.Of(command.Schedule, next, left);
        current = endsGroup ? first : following;
        next = endsGroup ? 1 : next + 1;
        if (endsGroup)
        {
            left = leftThen;
            endsTimesteps = endsTimestepsThen;
            leftThen = endsTimestepsThen ? command.Timesteps : leftThen - 4;
            endsTimestepsThen = isStatic || (endsTimestepsThen ? command.Timesteps <= 4 : left <= 8);
        }
    }

    private void StartTaps(in WalkCommand command)
    {
        down = command.FirstDown;
        downPiece = command.FirstDown < 0 ? -command.LinePieces : command.FirstDown > 0 ? command.LinePieces : 0;
        downBase = 0;
    }

    // Taps outside of the picture are left out: lines as a whole, columns at either end of the interval.
    private SpikeSegment Segment(in WalkCommand command)
    {
        bool isCutLeft = position.StartsLine && command.FirstRight < 0;
        bool isCutRight = position.EndsLine && command.LastRight > 0;
        bool isInside = (down >= 0 || !position.IsTop) && (down <= 0 || !position.IsBottom);
        bool isNone = current.Function == SpikeSet.None;
        bool isEmpty = isNone || !isInside || (isCutLeft && command.LastRight < 0) || (isCutRight && command.FirstRight > 0);
        int right = command.FirstRight < 0 ? -command.PositionPieces : command.FirstRight > 0 ? command.PositionPieces : 0;
        int unclipped = positionPiece + groupPiece + downPiece + right;
        int start = isCutLeft ? unclipped + command.CutPieces : unclipped;
        int last = unclipped + command.SpanPieces - 1 - (isCutRight ? command.CutPieces : 0);
        int firstWord = start >> 2;
        int words = isEmpty ? 0 : ((last >> 2) - firstWord) & (SpikingTransformerEngine.SpikeWords - 1);
        return new SpikeSegment
        {
            FirstWord = firstWord & (SpikingTransformerEngine.SpikeWords - 1),
            Words = words,
            IsOneWord = words == 0,
            FirstMask = isEmpty ? 0 : (15 << (start & 3)) & 15,
            LastMask = isEmpty ? 0 : 15 >> (3 - (last & 3)),
            Base = ((start & ~3) - unclipped + downBase) & ((SpikingTransformerEngine.BankRows / 8) - 1),
            Set = current,
            EndsSet = endsSet,
        };
    }

    private static int Wrap(int piece) => piece & (EngineSizes.SpikePieces - 1);
}
