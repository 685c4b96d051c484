using Accel.Hast;

namespace Accel.Kernels;

/// <summary>A position on its way through a <see cref="VisitArea"/>. Whether it is a last one is known a step ahead.</summary>
internal struct PositionCounter
{
    /// <summary>Where it is.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int Line;

    /// <summary>Where it is.</summary>
    [Range(0, EngineSizes.SizeMask)]
    public int Column;

    /// <summary>The last column.</summary>
    public bool EndsLine;

    /// <summary>The picture's last line.</summary>
    public bool IsBottom;

    /// <summary>Outputs of a pool are below as well: see <see cref="PoolTargets"/>.</summary>
    public bool HasBelow;

    /// <summary>Outputs of a pool are beside it as well.</summary>
    public bool HasBeside;

    private bool isLastLine;

    /// <summary>The last position.</summary>
    public readonly bool EndsArea => EndsLine && isLastLine;

    /// <summary>The first position.</summary>
    public static PositionCounter Start(in VisitArea area) => new()
    {
        Line = area.FirstLine,
        EndsLine = area.Right == 0,
        IsBottom = area.FirstLine == area.Bottom,
        HasBelow = (area.FirstLine & 1) != 0 && area.FirstLine != area.Bottom,
        isLastLine = area.FirstLine == area.LastLine,
    };

    /// <summary>It goes to the next position.</summary>
    public void Step(in VisitArea area)
    {
        int nextLine = (Line + 1) & EngineSizes.SizeMask;
        int nextColumn = (Column + 1) & EngineSizes.SizeMask;
        IsBottom = EndsLine ? nextLine == area.Bottom : IsBottom;
        HasBelow = EndsLine ? (nextLine & 1) != 0 && nextLine != area.Bottom : HasBelow;
        HasBeside = !EndsLine && (nextColumn & 1) != 0 && nextColumn != area.Right;
        isLastLine = EndsLine ? nextLine == area.LastLine : isLastLine;
        Line = EndsLine ? nextLine : Line;
        Column = EndsLine ? 0 : nextColumn;
        EndsLine = EndsLine ? area.Right == 0 : nextColumn == area.Right;
    }
}
