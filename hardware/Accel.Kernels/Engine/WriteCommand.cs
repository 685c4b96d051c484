using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What is written to a buffer of spikes.</summary>
internal struct WriteCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>The buffer is complete.</summary>
    public bool Closes;

    /// <summary>Words of the input.</summary>
    public bool WritesInput;

    /// <summary>Four columns per word.</summary>
    public bool AllColumns;

    /// <summary>How many.</summary>
    [Range(0, EngineSizes.MostCount)]
    public int Count;

    /// <summary>What neurons fire.</summary>
    public bool WritesPieces;

    /// <summary>The positions.</summary>
    public VisitArea Area;

    /// <summary>T.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timesteps;

    /// <summary>Pieces per position and timestep.</summary>
    [Range(0, EngineSizes.Groups / 2)]
    public int Pieces;

    /// <summary>First piece.</summary>
    [Range(0, EngineSizes.SpikePieces - 1)]
    public int Piece;

    /// <summary>Pieces of a position.</summary>
    [Range(0, EngineSizes.SpikePieces - 1)]
    public int PositionPieces;

    /// <summary>Pieces of a line of outputs.</summary>
    [Range(0, EngineSizes.SpikePieces - 1)]
    public int LinePieces;

    /// <summary>Pieces of a group of timesteps.</summary>
    [Range(0, EngineSizes.SpikePieces - 1)]
    public int GroupPieces;

    /// <summary>OR pool.</summary>
    public bool Pools;
}
