using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Makes the lanes' steps of the rows of four queues. A queue that has come to the end of the set waits for the others.</summary>
internal sealed class StepJoin(Stream<JoinCommand> commands, Stream<SpikeSet> sets, Stream<QueuedRow>[] queues, Stream<EngineStep> to,
    Stream<RowCount> counted)
{
    private readonly Stream<JoinCommand> commands = commands;
    private readonly Stream<SpikeSet> sets = sets;
    private readonly Stream<QueuedRow>[] queues = queues;
    private readonly Stream<EngineStep> to = to;
    private readonly Stream<RowCount> counted = counted;
    private RowCount count;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            Join();
            Finish(command.Groups);
            if (EngineCounts.AreKept)
            {
                counted.Write(count);
            }

            command = commands.Read();
        }

        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            _ = queues[queue].Read();
        }
    }

    // Steps as fast as rows come: the lanes hold those that save a sum until the one before it has been read out.
    [Pipeline("step", InitiationInterval = 1)]
    private void Join()
    {
        bool done0 = false;
        bool done1 = false;
        bool done2 = false;
        bool done3 = false;
        bool startsSet = true;
        var set = default(SpikeSet);
        bool endsStep = false;
        count = default;
        for (int step = 0; ; step++)
        {
            var row0 = new QueuedRow { Row = QueuedRow.Idle, EndsSet = true };
            var row1 = row0;
            var row2 = row0;
            var row3 = row0;
            if (startsSet)
            {
                set = sets.Read();
            }

            if (!done0)
            {
                row0 = queues[0].Read();
            }

            if (!done1)
            {
                row1 = queues[1].Read();
            }

            if (!done2)
            {
                row2 = queues[2].Read();
            }

            if (!done3)
            {
                row3 = queues[3].Read();
            }

            endsStep = done0 ? endsStep : row0.EndsStep;
            bool endsSet = row0.EndsSet && row1.EndsSet && row2.EndsSet && row3.EndsSet;
            var next = new EngineStep
            {
                Row0 = row0.Row, Row1 = row1.Row, Row2 = row2.Row, Row3 = row3.Row,
                Addend = startsSet ? set.Addend : 1,
                KeepsFirst = endsSet && set.KeepsFirst,
                KeepsSecond = endsSet && set.KeepsSecond,
                Saves = endsSet && set.Saves,
            };
            if (EngineCounts.AreKept)
            {
                Count(next, set.Sharers);
            }

            to.Write(next);
            if (endsSet && endsStep)
            {
                break;
            }

            done0 = row0.EndsSet && !endsSet;
            done1 = row1.EndsSet && !endsSet;
            done2 = row2.EndsSet && !endsSet;
            done3 = row3.EndsSet && !endsSet;
            startsSet = endsSet;
        }
    }

    private void Count(in EngineStep step, int sharers)
    {
        int rows = ((step.Row0 == QueuedRow.Idle ? 0 : 1) + (step.Row1 == QueuedRow.Idle ? 0 : 1))
            + ((step.Row2 == QueuedRow.Idle ? 0 : 1) + (step.Row3 == QueuedRow.Idle ? 0 : 1));
        count.Rows += rows;
        count.Covered += sharers == 1 ? rows : sharers == 2 ? rows << 1 : sharers == 3 ? rows + (rows << 1) : rows << 2;
    }

    // The last sum is read out while nothing is added.
    [Range("step", 0, EngineSizes.Groups)]
    private void Finish(int groups)
    {
        for (int step = 0; step < groups; step++)
        {
            to.Write(EngineStep.Idle(step == groups - 1));
        }
    }
}
