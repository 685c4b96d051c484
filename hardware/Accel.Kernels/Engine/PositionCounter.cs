using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A position on its way through a <see cref="VisitArea"/>. Whether it is a first or a last one is known a step ahead.</summary>
internal struct PositionCounter
{
    /// <summary>Where it is.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int Line;

    /// <summary>The line that follows.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int LineThen;

    /// <summary>An odd column.</summary>
    public bool IsOddColumn;

    /// <summary>The first column.</summary>
    public bool StartsLine;

    /// <summary>The last column.</summary>
    public bool EndsLine;

    /// <summary>The picture's first line.</summary>
    public bool IsTop;

    /// <summary>The picture's last line.</summary>
    public bool IsBottom;

    /// <summary>Outputs of a pool are below as well: see <see cref="PoolTargets"/>.</summary>
    public bool HasBelow;

    /// <summary>Outputs of a pool are beside it as well.</summary>
    public bool HasBeside;

    private bool isLastLine;
    private bool isOneColumn;

    // Columns that follow.
    [Range(0, EngineSizes.SizeMask)]
    private int left;

    /// <summary>The last position.</summary>
    public readonly bool EndsArea => EndsLine && isLastLine;

    /// <summary><see cref="HasBeside"/> of the next position.</summary>
    public readonly bool HasBesideThen => !EndsLine && !IsOddColumn && left != 1;

    /// <summary><see cref="HasBelow"/> of the next position.</summary>
    public readonly bool HasBelowThen(in VisitArea area)
        => EndsLine ? (LineThen & 1) != 0 && LineThen != area.Bottom : HasBelow;

    /// <summary>The first position.</summary>
    public static PositionCounter Start(in VisitArea area) => new()
    {
        Line = area.FirstLine,
        LineThen = (area.FirstLine + 1) & EngineSizes.SizeMask,
        StartsLine = true,
        EndsLine = area.Right == 0,
        IsTop = area.FirstLine == 0,
        IsBottom = area.FirstLine == area.Bottom,
        HasBelow = (area.FirstLine & 1) != 0 && area.FirstLine != area.Bottom,
        isLastLine = area.FirstLine == area.LastLine,
        isOneColumn = area.Right == 0,
        left = area.Right,
    };

    /// <summary>It goes to the next position.</summary>
    public void Step(in VisitArea area)
    {
        bool endsThen = EndsLine ? isOneColumn : left == 1;
        HasBeside = HasBesideThen;
        HasBelow = HasBelowThen(area);
        IsOddColumn = !EndsLine && !IsOddColumn;
        StartsLine = EndsLine;
        left = EndsLine ? area.Right : (left - 1) & EngineSizes.SizeMask;
        if (EndsLine)
        {
            IsTop = false;
            IsBottom = LineThen == area.Bottom;
            isLastLine = LineThen == area.LastLine;
            Line = LineThen;
            LineThen = (LineThen + 1) & EngineSizes.SizeMask;
        }

        EndsLine = endsThen;
    }
}
