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

    private bool isCut;

    /// <summary>Goes to the first output of the first position.</summary>
    public void Start(in VisitArea area)
    {
        isCut = area.StartsBelow;
        Below = area.StartsBelow;
        Beside = false;
    }

    /// <summary>No output follows.</summary>
    public readonly bool IsLast(in PositionCounter position)
        => (Beside || !position.HasBeside) && (Below || !position.HasBelow);

    /// <summary>This position is the output's first one.</summary>
    public readonly bool IsFirstOf(in PositionCounter position)
        => (Below || position.Line == 0) && (Beside || position.Column == 0);

    /// <summary>This position is the output's last one.</summary>
    public readonly bool IsLastOf(in PositionCounter position)
        => !Below && !Beside && ((position.Line & 1) != 0 || position.IsBottom) && ((position.Column & 1) != 0 || position.EndsLine);

    /// <summary>Goes to the next output.</summary>
    public void Step(in PositionCounter position, bool isLast)
    {
        bool endsLine = Beside || !position.HasBeside;
        isCut = isCut && !(isLast && position.EndsLine);
        Below = isLast ? isCut : Below || endsLine;
        Beside = !endsLine;
    }
}
