using Accel.Host.EventEngine;
using Layout = Accel.Kernels.EngineStepLayout;

namespace Accel.Kernels.Tests;

/// <summary>A step that visits positions: sums, or O, or nothing; U; neurons; spikes to where they go.</summary>
internal sealed class ReferenceVisits(
    uint[] memory,
    EventEngineLimits limits,
    ReferenceStep step,
    ReferenceSpikes spikes,
    long[] shortcut,
    ReferenceAttention attention,
    ReferenceNeurons neurons)
{
    private int _trace = step.At(Layout.OutputPointerOffset);

    public void Run()
    {
        for (int y = step.FirstLine; y < step.EndLine; y++)
        {
            for (int x = 0; x < step.Width; x++)
            {
                for (int visit = 0; visit < step.Visits; visit++)
                {
                    long[] sums = Sums(y, x, visit);
                    for (int group = 0; group < step.Visited; group++)
                    {
                        Visit(y, x, visit, group, sums.AsSpan(group * 16, 16));
                    }
                }
            }
        }
    }

    private long[] Sums(int y, int x, int visit)
    {
        long[] sums = new long[limits.Lanes];
        if (step.Kind == Layout.Sums)
        {
            int first = step.Schedule switch
            {
                Layout.StaticSets => 0,
                Layout.SummedSets => 4 * visit,
                _ => visit,
            };
            int end = step.Schedule == Layout.SummedSets ? Math.Min(first + 4, step.Timesteps) : first + 1;
            for (int t = first; t < end; t++)
            {
                AddSpikes(y, x, t, sums);
            }

            Array.ForEach(sums, sum => ReferenceEngine.RequireBits(sum, limits.AccumulatorBits, "sum"));
        }

        return sums;
    }

    private void AddSpikes(int y, int x, int t, long[] sums)
    {
        int line = step.At(Layout.LinePiecesOffset), position = step.At(Layout.PositionPiecesOffset);
        int span = step.At(Layout.SpanPiecesOffset), cut = step.At(Layout.CutPiecesOffset);
        int first = x + step.FirstRight < 0 ? cut : 0, end = span - (x + step.LastRight >= step.Width ? cut : 0);
        int here = step.At(Layout.SourcePieceOffset) + ((y - step.FirstLine) * line) + ((x + step.FirstRight) * position);
        for (int dy = Math.Max(step.FirstDown, -y); dy <= Math.Min(step.LastDown, step.Height - 1 - y); dy++)
        {
            for (int bit = first * 32; bit < end * 32; bit++)
            {
                int piece = here + (dy * line) + (bit / 32) + (t / 4 * step.At(Layout.SourceGroupPiecesOffset));
                if (((spikes.Read(piece, t % 4) >> (bit % 32)) & 1) != 0)
                {
                    AddRow(((dy - step.FirstDown) * span * 32) + bit, sums);
                }
            }
        }
    }

    private void AddRow(int row, long[] sums)
    {
        Xunit.Assert.InRange(row, 0, step.At(Layout.WeightRowsOffset) - 1);
        int bits = step.Has(Layout.NibblesBit) ? 4 : 8;
        for (int lane = 0; lane < limits.Lanes; lane++)
        {
            int bit = ((row * limits.Lanes) + lane) * bits;
            int weight = (int)(memory[step.At(Layout.WeightPointerOffset) + (bit / 32)] >> (bit % 32));
            sums[lane] += weight << (32 - bits) >> (32 - bits);
        }
    }

    private void Visit(int y, int x, int visit, int group, ReadOnlySpan<long> sums)
    {
        int position = ((y - step.FirstLine) * step.Width) + x;
        int[] fired = new int[16];
        long[] currents = new long[16];
        long[] products = step.Kind == Layout.Attend && group < step.Fired ? attention.Products(step, group, y, visit) : new long[16];
        for (int i = 0; i < 16; i++)
        {
            int lane = (group * 16) + i, cell = step.At(Layout.ParameterPointerOffset) + (2 * lane);
            int bias = (int)memory[cell] << 8 >> 8, shift = (int)(memory[cell] >> 24);
            long total = sums[i] + products[i] + bias;
            long current = step.Neuron == Layout.ReluNeuron ? total : total << shift;
            if (step.Has(Layout.AddsShortcutBit))
            {
                int row = Row(position, visit);
                current += shortcut[((row + group) * 16) + i];
            }

            ReferenceEngine.RequireBits(current, limits.ShortcutBits, "current");
            currents[i] = current;
            fired[i] = neurons.Fire(step.Neuron, lane, visit == 0, current, (int)memory[cell + 1], shift);
        }

        Store(y, x, visit, group, currents);
        if (group < step.Fired)
        {
            Send(y, x, visit, group, fired);
            Trace(fired);
        }
    }

    private int Row(int position, int visit)
        => step.At(Layout.ShortcutRowOffset) + (position * step.At(Layout.PositionRowsOffset))
            + (visit * step.At(Layout.TimestepRowsOffset));

    private void Store(int y, int x, int visit, int group, long[] currents)
    {
        int position = ((y - step.FirstLine) * step.Width) + x;
        if (step.Has(Layout.StoresShortcutBit) && group < step.Fired)
        {
            int row = Row(position, visit);
            currents.CopyTo(shortcut, (row + group) * 16);
        }

        if (step.Has(Layout.PoolsMaximumBit) && group < step.Fired)
        {
            foreach (var (py, px, isFirst) in step.Pools(y, x))
            {
                int row = Row(px, visit)
                    + ((py - (step.FirstLine / 2)) * step.At(Layout.LineRowsOffset)) + group;
                for (int i = 0; i < 16; i++)
                {
                    shortcut[(row * 16) + i] = isFirst ? currents[i] : Math.Max(shortcut[(row * 16) + i], currents[i]);
                }
            }
        }
    }

    private void Send(int y, int x, int visit, int group, int[] fired)
    {
        if (step.Target is Layout.ToKeys or Layout.ToValues or Layout.ToQueries)
        {
            attention.Store(step, group, y, visit, fired);
        }
        else if (step.Target == Layout.ToBuffer)
        {
            uint bits = 0;
            for (int i = 0; i < 16; i++)
            {
                bits |= (uint)fired[i] << (i + (group % 2 * 16));
            }

            Write(y, x, visit, group, bits);
        }
    }

    private void Write(int y, int x, int visit, int group, uint bits)
    {
        uint mask = group % 2 == 0 ? 0x0000FFFFu : 0xFFFF0000u;
        int tile = step.At(Layout.DestinationPieceOffset) + (group / 2) + (visit / 4 * step.At(Layout.DestinationGroupPiecesOffset));
        int pieces = step.At(Layout.DestinationPositionPiecesOffset);
        if (!step.Has(Layout.PoolsSpikesBit))
        {
            spikes.Write(tile + ((((y - step.FirstLine) * step.Width) + x) * pieces), visit % 4, bits, mask);
            return;
        }

        foreach (var (py, px, isFirst) in step.Pools(y, x))
        {
            int piece = tile + ((py - (step.FirstLine / 2)) * step.At(Layout.DestinationLinePiecesOffset)) + (px * pieces);
            if (isFirst)
            {
                spikes.Write(piece, visit % 4, bits, mask);
            }
            else
            {
                spikes.Or(piece, visit % 4, bits);
            }
        }
    }

    private void Trace(int[] fired)
    {
        if (!step.Has(Layout.TracesBit))
        {
            return;
        }

        Array.Clear(memory, _trace, 4);
        for (int i = 0; i < 16; i++)
        {
            if (step.Neuron == Layout.ReluNeuron)
            {
                memory[_trace + (i / 4)] |= (uint)fired[i] << (8 * (i % 4));
            }
            else
            {
                memory[_trace] |= (fired[i] > 0 ? 1u << i : 0) | (fired[i] < 0 ? 1u << (i + 16) : 0);
            }
        }

        _trace += 4;
    }
}
