namespace Accel.Kernels;

/// <summary>
/// Outputs of a 3x3 pool (stride 2, padding 1) that a position (y, x) belongs to: lines y / 2 and, for odd y, y / 2 + 1, columns
/// likewise. Line by line.
/// </summary>
internal struct PoolTargets
{
    /// <summary>The next line of outputs.</summary>
    public bool Below;

    /// <summary>The next column of outputs.</summary>
    public bool Beside;

    /// <summary>No output follows: known a step ahead.</summary>
    public bool IsLast;

    private bool isCut;

    /// <summary>Goes to the first output of the first position; without a pool it is the last one, too.</summary>
    public void Start(in VisitArea area, in PositionCounter position, bool pools)
    {
        isCut = area.StartsBelow;
        Below = area.StartsBelow;
        Beside = false;
        IsLast = !pools || area.StartsBelow || !position.HasBelow;
    }

    /// <summary>This position is the output's first one.</summary>
    public readonly bool IsFirstOf(in PositionCounter position)
        => (Below || position.IsTop) && (Beside || position.StartsLine);

    /// <summary>This position is the output's last one.</summary>
    public readonly bool IsLastOf(in PositionCounter position)
        => !Below && !Beside && ((position.Line & 1) != 0 || position.IsBottom) && (position.IsOddColumn || position.EndsLine);

    /// <summary>Goes to the next output.</summary>
    /// <param name="position">The position.</param>
    /// <param name="area">The positions.</param>
    /// <param name="endsPosition">The next output is one of the next position.</param>
    public void Step(in PositionCounter position, in VisitArea area, bool endsPosition)
    {
        bool endsLine = Beside || !position.HasBeside;
        isCut = isCut && !(endsPosition && position.EndsLine);
        bool hasBesideThen = endsPosition ? position.HasBesideThen : position.HasBeside;
        bool hasBelowThen = endsPosition ? position.HasBelowThen(area) : position.HasBelow;
        bool isLastThen = IsLast ? !hasBesideThen && (isCut || !hasBelowThen)
            : endsLine ? !position.HasBeside : Below || !position.HasBelow;
        Below = IsLast ? isCut : Below || endsLine;
        Beside = !endsLine;
        IsLast = isLastThen;
    }
}
