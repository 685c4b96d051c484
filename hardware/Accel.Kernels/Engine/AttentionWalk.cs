using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Asks the attention units for sums, token by token, timestep by timestep, group by group.</summary>
internal sealed class AttentionWalk(Stream<AttendCommand> commands, Stream<AttentionRequest>[] requests, Stream<AttentionTurn> turns)
{
    private readonly Stream<AttendCommand> commands = commands;
    private readonly Stream<AttentionRequest>[] requests = requests;
    private readonly Stream<AttentionTurn> turns = turns;

    private HeadCounter counter;
    private PositionCounter position;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            Ask(command);
            for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
            {
                requests[unit].Write(new AttentionRequest { IsLast = true });
            }

            command = commands.Read();
        }

        turns.Write(new AttentionTurn { IsLast = true });
    }

    // From the first token on, whose queries come first: tokens before the area are passed by.
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("unit")]
    [Range("group", 0, EngineSizes.Groups)]
    [Range("timestep", 0, SpikingTransformerEngine.MaxTimesteps)]
    private void Ask(AttendCommand command)
    {
        counter.Start(command.Place);
        var area = command.Area;
        area.FirstLine = 0;
        position = PositionCounter.Start(area);
        int group = 0;
        int timestep = 0;

        // Known a step ahead.
        bool isPaddingAhead = command.Real == 0;
        bool isAskedAhead = command.Area.FirstLine == 0;
        bool isLastGroup = command.Groups == 1;
        bool isLastTimestep = command.Timesteps == 1;
        for (int step = 0; ; step++)
        {
            bool isPadding = isPaddingAhead;
            bool isAsked = isAskedAhead;
            if (isAsked)
            {
                turns.Write(new AttentionTurn { Unit = counter.Unit, IsPadding = isPadding });
            }

            for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
            {
                if (counter.Unit == unit && !isPadding && isAsked)
                {
                    requests[unit].Write(new AttentionRequest { Row = counter.HeadRow, Product = counter.Product });
                }
            }

            bool endsTimestep = isLastGroup;
            bool endsToken = endsTimestep && isLastTimestep;
            if (endsToken && position.EndsArea)
            {
                break;
            }

            if (endsTimestep)
            {
                counter.StepTimestep(command.Place, endsToken);
            }
            else
            {
                counter.StepGroup(command.Place);
            }

            if (endsToken)
            {
                isAskedAhead = isAskedAhead || (position.EndsLine && position.LineThen == command.Area.FirstLine);
                position.Step(command.Area);
            }

            isPaddingAhead = endsTimestep ? command.Real == 0 : isPaddingAhead || group + 1 == command.Real;
            isLastGroup = endsTimestep ? command.Groups == 1 : group + 2 == command.Groups;
            isLastTimestep = endsToken ? command.Timesteps == 1
                : endsTimestep ? timestep + 2 == command.Timesteps : isLastTimestep;
            group = endsTimestep ? 0 : group + 1;
            timestep = endsToken ? 0 : endsTimestep ? timestep + 1 : timestep;
        }
    }
}
