using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// The three lines that a 3x3 pool of stride 2 looks at, of what fired or of currents: column x and timestep t are element x T + t of a
/// line. Where a tap lies outside of the map, the one beside it is taken twice: neither an OR nor a maximum minds.
/// </summary>
internal sealed class ConvolutionPool
{
    /// <summary>Elements of three lines.</summary>
    public const int Steps = ConvolutionLines.Count * SpikingConvolution.MaxLineSteps;

    /// <summary>What fired, of 16 outputs.</summary>
    [Memory(MemoryKind.Block)]
    public readonly ushort[] Fired = new ushort[Steps];

    /// <summary>Currents: lane l of element e is 16 e + l.</summary>
    [Banked(Banks = ConvolutionNeurons.Group)]
    [Memory(MemoryKind.Block)]
    [Width(SpikingConvolution.MembraneBits)]
    public readonly int[] Currents = new int[Steps * WeightTile.Lanes];

    /// <summary>First element of the line that is written.</summary>
    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    public int Newest;

    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    private int middle;

    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    private int oldest;

    // Of the window: the first elements of its lines, and its columns from there.
    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    private int above;

    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    private int centre;

    [Range(0, (ConvolutionLines.Count - 1) * SpikingConvolution.MaxLineSteps)]
    private int below;

    [Range(0, SpikingConvolution.MaxLineSteps)]
    private int left;

    [Range(0, SpikingConvolution.MaxLineSteps)]
    private int column;

    [Range(0, SpikingConvolution.MaxLineSteps)]
    private int right;

    /// <summary>Begins with the first line.</summary>
    public void Start()
    {
        Newest = 0;
        middle = SpikingConvolution.MaxLineSteps;
        oldest = 2 * SpikingConvolution.MaxLineSteps;
    }

    /// <summary>Goes to the next line.</summary>
    public void Step()
    {
        int free = oldest;
        oldest = middle;
        middle = Newest;
        Newest = free;
    }

    /// <summary>Chooses the lines of the windows whose last one is the newest: odd, or the last of an odd number.</summary>
    /// <param name="isOdd">The newest line is below the middle of the window.</param>
    /// <param name="isTop">No line is above the middle.</param>
    public void SelectLines(bool isOdd, bool isTop)
    {
        below = Newest;
        centre = isOdd ? middle : Newest;
        above = isTop ? centre : isOdd ? oldest : middle;
        column = 0;
    }

    /// <summary>Chooses the columns of a window.</summary>
    /// <param name="timesteps">Elements of a position.</param>
    /// <param name="isLeft">No column is left of the middle.</param>
    /// <param name="isRight">None is right of it.</param>
    public void SelectColumns(int timesteps, bool isLeft, bool isRight)
    {
        left = isLeft ? column : column - timesteps;
        right = isRight ? column : column + timesteps;
    }

    /// <summary>Goes to the next window of the line.</summary>
    public void NextColumn(int timesteps) => column += timesteps << 1;

    /// <summary>The element of a tap at a timestep.</summary>
    public int Element(int tapLine, int tapColumn, int t)
        => (tapLine == 0 ? above : tapLine == 1 ? centre : below) + (tapColumn == 0 ? left : tapColumn == 1 ? column : right) + t;

    /// <summary>What fired anywhere in the window at a timestep; a cycle per tap.</summary>
    [Pipeline("tapLine", InitiationInterval = 1)]
    [Pipeline("tapColumn", InitiationInterval = 1)]
    public int FiredAt(int t)
    {
        int fired = 0;
        for (int tapLine = 0; tapLine < ConvolutionLines.Count; tapLine++)
        {
            for (int tapColumn = 0; tapColumn < ConvolutionLines.Count; tapColumn++)
            {
                fired |= Fired[Element(tapLine, tapColumn, t)];
            }
        }

        return fired;
    }
}
