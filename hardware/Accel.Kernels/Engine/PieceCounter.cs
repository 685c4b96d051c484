using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Which piece of the destination comes: positions, timesteps, pieces and, for a pool, its outputs.</summary>
internal struct PieceCounter
{
    /// <summary>The timestep.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timestep;

    /// <summary>Nothing was there before.</summary>
    public readonly bool IsFirstOfPool => target.IsFirstOf(position);

    /// <summary>Nothing comes behind.</summary>
    public readonly bool IsLastOfPool => target.IsLastOf(position);

    private PoolTargets target;
    private PositionCounter position;

    [Range(0, EngineSizes.Groups / 2)]
    private int piece;

    [Range(0, EngineSizes.SpikePieces - 1)]
    private int groupPiece;

    [Range(0, EngineSizes.SpikePieces - 1)]
    private int positionPiece;

    [Range(0, EngineSizes.SpikePieces - 1)]
    private int linePiece;

    [Range(0, SpikingTransformerEngine.PoolRows - 1)]
    private int columnRow;

    [Range(0, SpikingTransformerEngine.PoolRows - 1)]
    private int row;

    /// <summary>Goes to the first piece.</summary>
    public void Start(in WriteCommand command)
    {
        Timestep = 0;
        position = PositionCounter.Start(command.Area);
        target.Start(command.Area, position, command.Pools);
        EndsPieces = command.Pieces == 1;
        EndsTimesteps = command.Timesteps == 1;
        piece = 0;
        groupPiece = 0;
        positionPiece = 0;
        linePiece = command.Piece;
        columnRow = 0;
        row = 0;
    }

    /// <summary>Its place in the destination.</summary>
    public readonly int Place(in WriteCommand command)
        => Wrap(linePiece + positionPiece + groupPiece + piece + (target.Below ? command.LinePieces : 0) + (target.Beside
            ? command.PositionPieces : 0));

    /// <summary>Its place among the outputs of a pool of which not all positions have come.</summary>
    public readonly int PoolRow(int columnRows)
    {
        bool isOdd = ((position.Line & 2) != 0) != target.Below;
        int within = (columnRow + row + (target.Beside ? columnRows : 0)) & ((SpikingTransformerEngine.PoolRows / 2) - 1);
        return within | (isOdd ? SpikingTransformerEngine.PoolRows / 2 : 0);
    }

    /// <summary>The last output that a piece belongs to.</summary>
    public readonly bool EndsTargets => target.IsLast;

    /// <summary>The last piece of a timestep.</summary>
    public bool EndsPieces;

    /// <summary>The last timestep.</summary>
    public bool EndsTimesteps;

    /// <summary>The last position.</summary>
    public readonly bool EndsArea => position.EndsArea;

    /// <summary>Goes to the next output or piece.</summary>
    public void Step(in WriteCommand command, int columnRows, bool endsTargets, bool endsTimestep, bool endsPosition)
    {
        if (command.Pools)
        {
            target.Step(position, command.Area, endsPosition);
        }

        if (endsTargets)
        {
            EndsPieces = endsTimestep ? command.Pieces == 1 : piece + 2 == command.Pieces;
            piece = endsTimestep ? 0 : piece + 1;
            row = endsPosition ? 0 : (row + 1) & (SpikingTransformerEngine.PoolRows - 1);
        }

        if (endsTimestep)
        {
            groupPiece = endsPosition ? 0 : (Timestep & 3) == 3 ? Wrap(groupPiece + command.GroupPieces) : groupPiece;
            EndsTimesteps = endsPosition ? command.Timesteps == 1 : Timestep + 2 == command.Timesteps;
            Timestep = endsPosition ? 0 : Timestep + 1;
        }

        if (endsPosition)
        {
            StepPosition(command, columnRows);
        }
    }

    // Outputs of a pool go on by one with every other position.
    private void StepPosition(in WriteCommand command, int columnRows)
    {
        bool endsLine = position.EndsLine;
        bool goesOn = !command.Pools || position.IsOddColumn;
        bool startsLine = command.Pools && endsLine;
        bool goesDown = startsLine && (position.Line & 1) != 0;
        positionPiece = startsLine ? 0 : goesOn ? Wrap(positionPiece + command.PositionPieces) : positionPiece;
        linePiece = goesDown ? Wrap(linePiece + command.LinePieces) : linePiece;
        columnRow = startsLine ? 0 : goesOn ? (columnRow + columnRows) & (SpikingTransformerEngine.PoolRows - 1) : columnRow;
        position.Step(command.Area);
    }

    private static int Wrap(int piece) => piece & (EngineSizes.SpikePieces - 1);
}
