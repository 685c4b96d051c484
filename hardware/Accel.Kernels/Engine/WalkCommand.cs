using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Whose spikes a step adds.</summary>
internal struct WalkCommand
{
    /// <summary>Nothing follows.</summary>
    public bool IsEnd;

    /// <summary>The positions.</summary>
    public VisitArea Area;

    /// <summary>The first line of taps.</summary>
    [Range(-1, 1)]
    public int FirstDown;

    /// <summary>The last line of taps.</summary>
    [Range(-1, 1)]
    public int LastDown;

    /// <summary>The first column of taps.</summary>
    [Range(-1, 1)]
    public int FirstRight;

    /// <summary>The last column of taps.</summary>
    [Range(-1, 1)]
    public int LastRight;

    /// <summary>Which sets: one of <see cref="EngineStepLayout.SharedSets"/>..</summary>
    [Range(0, 3)]
    public int Schedule;

    /// <summary>T.</summary>
    [Range(0, SpikingTransformerEngine.MaxTimesteps)]
    public int Timesteps;

    /// <summary>First piece of the first position.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int Piece;

    /// <summary>Pieces of a position.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int PositionPieces;

    /// <summary>Pieces of an interval that are left out at either end of a line.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int CutPieces;

    /// <summary>Pieces of a line.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int LinePieces;

    /// <summary>Pieces of an interval.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int SpanPieces;

    /// <summary>Pieces from one group of timesteps to the next.</summary>
    [Range(0, EngineSizes.SpikePieces)]
    public int GroupPieces;
}
