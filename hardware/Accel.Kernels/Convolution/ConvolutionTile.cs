using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>A convolution for 16 outputs, over the whole map, line by line.</summary>
internal sealed class ConvolutionTile
{
    private readonly ConvolutionLines lines = new ConvolutionLines();
    private readonly ConvolutionSums sums = new ConvolutionSums();
    private readonly ConvolutionNeurons neurons = new ConvolutionNeurons();
    private readonly ConvolutionPool pool = new ConvolutionPool();
    private int outputCell;
    private int currentCell;

    /// <summary>Writes currents from a cell on; 0: nowhere.</summary>
    public void StartCurrents(int cell) => currentCell = cell;

    /// <summary>Reads a tile's parameters from a cell, then runs it, its first output going to another; returns the cell behind the
    /// parameters.</summary>
    public int Run(SimpleMemory memory, ConvolutionShape shape, int parameterCell, int firstOutputCell)
    {
        neurons.Load(memory, parameterCell);
        int weightCell = parameterCell + (3 * WeightTile.Lanes);
        sums.Load(memory, weightCell, shape.Words);
        lines.Start(memory, shape, memory.ReadInt32(SpikingConvolutionLayout.SpikePointerCell));
        pool.Start();
        outputCell = firstOutputCell;
        for (int y = 0; y < shape.Height; y++)
        {
            bool isOdd = (y & 1) != 0;
            bool isLast = y == shape.Height - 1;
            RunLine(memory, shape);
            if ((shape.PoolsSpikes || shape.PoolsMaximum) && (isOdd || isLast))
            {
                pool.SelectLines(isOdd, isTop: y < 2 && (isOdd || y == 0));
                PoolLine(memory, shape);
            }

            pool.Step();
            lines.Step(memory, shape, isInside: y + 2 < shape.Height);
        }

        return weightCell + (((shape.Words << 3) + shape.Words) << 6);
    }

    [Range("column", 0, SpikingConvolution.MaxLineWords)]
    [Range("element", 0, ConvolutionPool.Steps)]
    [Range("offset", 0, SpikingConvolution.MaxLineWords)]
    private void RunLine(SimpleMemory memory, ConvolutionShape shape)
    {
        int column = 0;
        int element = pool.Newest;
        for (int x = 0; x < shape.Width; x++)
        {
            int offset = column;
            int cell = outputCell;
            for (int t = 0; t < shape.Timesteps; t++)
            {
                sums.Add(lines, offset, shape.Words);
                int fired = Visit(shape, hasCurrents: false, t == 0, element);
                if (!shape.PoolsMaximum)
                {
                    Write(memory, shape, fired, cell, element);
                }

                element = shape.PoolsMaximum || shape.PoolsSpikes ? element + 1 : element;
                offset += shape.PaddedWords;
                cell += shape.OutputFrameCells;
            }

            column += shape.Words;
            outputCell = shape.PoolsMaximum || shape.PoolsSpikes ? outputCell : outputCell + shape.Tiles;
        }
    }

    private void Write(SimpleMemory memory, ConvolutionShape shape, int fired, int cell, int element)
    {
        WriteCurrents(memory);
        if (shape.PoolsSpikes)
        {
            pool.Fired[element] = (ushort)fired;
        }
        else
        {
            memory.WriteInt32(cell, fired);
        }
    }

    private void WriteCurrents(SimpleMemory memory)
    {
        if (currentCell != 0)
        {
            neurons.Write(memory, currentCell);
            currentCell += WeightTile.Lanes;
        }
    }

    private void PoolLine(SimpleMemory memory, ConvolutionShape shape)
    {
        for (int x = 0; x < shape.Width; x += 2)
        {
            pool.SelectColumns(shape.Timesteps, x == 0, x == shape.Width - 1);
            int cell = outputCell;
            for (int t = 0; t < shape.Timesteps; t++)
            {
                int fired;
                if (shape.PoolsMaximum)
                {
                    FindLargest(t);
                    fired = Visit(shape, hasCurrents: true, t == 0, 0);
                    WriteCurrents(memory);
                }
                else
                {
                    fired = pool.FiredAt(t);
                }

                memory.WriteInt32(cell, fired);
                cell += shape.OutputFrameCells;
            }

            outputCell += shape.Tiles;
            pool.NextColumn(shape.Timesteps);
        }
    }

    // Four neurons a step. Sums go around, so that none has to be selected; in front of a maximum currents are kept, and what fires is not.
    [Pipeline("group", InitiationInterval = 0)]
    [Unroll("lane")]
    private int Visit(ConvolutionShape shape, bool hasCurrents, bool isFirst, int step)
    {
        int fired = 0;
        for (int group = 0; group < ConvolutionNeurons.Groups; group++)
        {
            int four = 0;
            for (int lane = 0; lane < ConvolutionNeurons.Group; lane++)
            {
                int element = (group << 2) + lane;
                four |= neurons.Charge(shape, element, sums.Lanes[lane], hasCurrents, isFirst) ? 1 << lane : 0;
                if (shape.PoolsMaximum && !hasCurrents)
                {
                    pool.Currents[(step << 4) + element] = neurons.Currents[element];
                }
            }

            fired = (fired >> 4) | (four << 12);
            sums.Rotate();
        }

        return fired;
    }

    [Pipeline("group", InitiationInterval = 0)]
    [Pipeline("tap", InitiationInterval = 0)]
    [Unroll("lane")]
    [Memory("largest", MemoryKind.Registers)]
    [Width("largest", SpikingConvolution.MembraneBits)]
    private void FindLargest(int t)
    {
        int[] largest = new int[ConvolutionNeurons.Group];
        for (int group = 0; group < ConvolutionNeurons.Groups; group++)
        {
            int tapLine = 0;
            int tapColumn = 0;
            for (int tap = 0; tap < ConvolutionSums.Taps; tap++)
            {
                int step = pool.Element(tapLine, tapColumn, t);
                for (int lane = 0; lane < ConvolutionNeurons.Group; lane++)
                {
                    int element = (group << 2) + lane;
                    int current = pool.Currents[(step << 4) + element];
                    largest[lane] = tap == 0 || current > largest[lane] ? current : largest[lane];
                    neurons.Currents[element] = largest[lane];
                }

                tapLine = tapColumn == 2 ? tapLine + 1 : tapLine;
                tapColumn = tapColumn == 2 ? 0 : tapColumn + 1;
            }
        }
    }
}
