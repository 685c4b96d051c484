using Layout = Accel.Kernels.EngineStepLayout;

namespace Accel.Kernels.Tests;

/// <summary>A step as its cells say, by name.</summary>
internal sealed class ReferenceStep(uint[] cells)
{
    public int Kind => At(Layout.KindOffset);

    public int Schedule => At(Layout.ChoicesOffset) & 15;

    public int Neuron => (At(Layout.ChoicesOffset) >> 4) & 15;

    public int Target => (At(Layout.ChoicesOffset) >> 8) & 15;

    public int Core => (At(Layout.ChoicesOffset) >> 12) & 15;

    public int Timesteps => At(Layout.TimestepsOffset);

    public int Height => At(Layout.SizeOffset) & 0xFFFF;

    public int Width => At(Layout.SizeOffset) >> 16;

    public int FirstLine => At(Layout.LinesOffset) & 0xFFFF;

    public int EndLine => At(Layout.LinesOffset) >> 16;

    public int FirstDown => (At(Layout.TapsOffset) & 3) - 1;

    public int LastDown => ((At(Layout.TapsOffset) >> 2) & 3) - 1;

    public int FirstRight => ((At(Layout.TapsOffset) >> 4) & 3) - 1;

    public int LastRight => ((At(Layout.TapsOffset) >> 6) & 3) - 1;

    public int Visited => At(Layout.GroupsOffset) & 255;

    public int Fired => At(Layout.GroupsOffset) >> 8;

    public int PooledWidth => (Width + 1) / 2;

    public int PooledHeight => (Height + 1) / 2;

    /// <summary>Visits of a position.</summary>
    public int Visits => Kind == Layout.Sums && Schedule == Layout.SummedSets ? (Timesteps + 3) / 4 : Timesteps;

    public int At(int offset) => (int)cells[offset];

    public bool Has(int bit) => ((cells[Layout.FlagsOffset] >> bit) & 1) != 0;

    /// <summary>
    /// The outputs of a 3x3 pool (stride 2, padding 1) that a position belongs to, and whether it is the first one of each.
    /// </summary>
    public IEnumerable<(int Y, int X, bool IsFirst)> Pools(int y, int x)
    {
        for (int py = 0; py < PooledHeight; py++)
        {
            for (int px = 0; px < PooledWidth; px++)
            {
                if (Math.Abs(y - (2 * py)) <= 1 && Math.Abs(x - (2 * px)) <= 1
                    && !(Has(Layout.StartsBelowBit) && 2 * py < FirstLine) && !(Has(Layout.EndsAboveBit) && 2 * py >= EndLine))
                {
                    yield return (py, px, y == Math.Max((2 * py) - 1, 0) && x == Math.Max((2 * px) - 1, 0));
                }
            }
        }
    }
}
