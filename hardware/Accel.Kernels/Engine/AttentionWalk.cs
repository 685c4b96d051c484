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
        for (int step = 0; ; step++)
        {
            bool isPadding = group >= command.Real;
            bool isAsked = position.Line >= command.Area.FirstLine;
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

            bool endsTimestep = group == command.Groups - 1;
            bool endsToken = endsTimestep && timestep == command.Timesteps - 1;
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
                position.Step(command.Area);
            }

            group = endsTimestep ? 0 : group + 1;
            timestep = endsToken ? 0 : endsTimestep ? timestep + 1 : timestep;
        }
    }
}
