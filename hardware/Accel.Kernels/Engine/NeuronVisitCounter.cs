using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Which neurons are visited, and their row of U: positions, timesteps, groups and, for a pool, its outputs.</summary>
internal struct NeuronVisitCounter
{
    /// <summary>The group.</summary>
    [Range(0, EngineSizes.Groups)]
    public int Group;

    /// <summary>The timestep.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timestep;

    private PoolTargets target;
    private PositionCounter position;

    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    private int timestepRow;

    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    private int positionRow;

    [Range(0, SpikingTransformerEngine.ShortcutRows - 1)]
    private int lineRow;

    /// <summary>Goes to the first visit.</summary>
    public void Start(in NeuronCommand command)
    {
        Group = 0;
        Timestep = 0;
        position = PositionCounter.Start(command.Area);
        target.Start(command.Area, position, command.Pools);
        EndsGroups = command.Groups == 1;
        EndsTimesteps = command.Timesteps == 1;
        timestepRow = 0;
        positionRow = 0;
        lineRow = command.Row;
    }

    /// <summary>Nothing was there before.</summary>
    public readonly bool IsFirstOfPool => target.IsFirstOf(position);

    /// <summary>The row of U.</summary>
    public readonly int Row(in NeuronCommand command)
        => Wrap(lineRow + positionRow + timestepRow + Group + (target.Below ? command.LineRows : 0) + (target.Beside
            ? command.PositionRows : 0));

    /// <summary>All outputs of this position, timestep and group.</summary>
    public readonly bool EndsTargets => target.IsLast;

    /// <summary>The last position.</summary>
    public readonly bool EndsArea => position.EndsArea;

    /// <summary>The last group.</summary>
    public bool EndsGroups;

    /// <summary>The last timestep.</summary>
    public bool EndsTimesteps;

    /// <summary>Goes to the next visit.</summary>
    public void Step(in NeuronCommand command, bool endsGroup, bool endsTimestep, bool endsPosition)
    {
        if (command.Pools)
        {
            target.Step(position, command.Area, endsPosition);
        }

        if (endsGroup)
        {
            EndsGroups = endsTimestep ? command.Groups == 1 : Group + 2 == command.Groups;
            Group = endsTimestep ? 0 : Group + 1;
        }

        if (endsTimestep)
        {
            EndsTimesteps = endsPosition ? command.Timesteps == 1 : Timestep + 2 == command.Timesteps;
            Timestep = endsPosition ? 0 : Timestep + 1;
            timestepRow = endsPosition ? 0 : Wrap(timestepRow + command.TimestepRows);
        }

        if (endsPosition)
        {
            StepPosition(command);
        }
    }

    // Outputs of a pool go on by one with every other position.
    private void StepPosition(in NeuronCommand command)
    {
        bool endsLine = position.EndsLine;
        bool goesOn = !command.Pools || position.IsOddColumn;
        bool goesDown = command.Pools && endsLine && (position.Line & 1) != 0;
        bool startsLine = command.Pools && endsLine;
        positionRow = startsLine ? 0 : goesOn ? Wrap(positionRow + command.PositionRows) : positionRow;
        lineRow = goesDown ? Wrap(lineRow + command.LineRows) : lineRow;
        position.Step(command.Area);
    }

    private static int Wrap(int row) => row & (SpikingTransformerEngine.ShortcutRows - 1);
}
