using System.Numerics;

namespace Accel.Host.EventEngine;

/// <summary>What the spikes of a step cost.</summary>
/// <param name="Reads">Cycles of the reader: a word per set.</param>
/// <param name="Adds">Cycles of the lanes: of each set as many as its fullest bank has rows, and none between two saves too few to read a
/// sum out.</param>
/// <param name="Rows">Rows of weights that are added.</param>
internal readonly record struct FrontEndCost(long Reads, long Adds, long Rows);

/// <summary>Walks a step's positions, sets and words as the engine does, and counts instead of adding.</summary>
internal sealed class FrontEndModel(EventStep step, SpikeBits spikes)
{
    private const int Banks = 4;
    private const int PiecesOfWord = SpikeTensor.WordBits / ChannelMap.PieceChannels;
    private readonly SpikeTensor _source = step.Source!;
    private readonly Taps _taps = step.Weights!.Taps;
    private readonly int _position = step.Source!.Channels.Size / ChannelMap.PieceChannels;
    private readonly int _cut = (step.Weights!.Taps.Cut ?? step.Source!.Channels.Size) / ChannelMap.PieceChannels;
    private readonly int[] _rows = new int[Banks];
    private long _reads;
    private long _adds;
    private long _all;
    private int _sinceSave = int.MaxValue / 2;
    private int _hold;

    public FrontEndCost Count()
    {
        int timesteps = step.Schedule == SetSchedule.Static ? 1 : step.Timesteps;
        for (int y = step.FirstRow; y < step.FirstRow + step.RowCount; y++)
        {
            for (int x = 0; x < step.Width; x++)
            {
                for (int t = 0; t < timesteps; t += SpikeTensor.WordTimesteps)
                {
                    Visit(y, x, t);
                }
            }
        }

        return new FrontEndCost(_reads, _adds, _all);
    }

    private void Visit(int y, int x, int t)
    {
        int hold = Hold(y, x);
        long group = t / SpikeTensor.WordTimesteps * _source.GroupWords * PiecesOfWord;
        foreach (var (of, saves) in SharedSets.Of(step.Schedule, step.Timesteps - t))
        {
            Set(y, x, group, of, saves);
            _hold = saves ? hold : _hold;
        }

        // An image's sum is saved again for each further timestep, each time when the one before has been read out.
        for (int again = 1; step.Schedule == SetSchedule.Static && again < step.Timesteps; again++)
        {
            _reads++;
            End(1, saves: true);
        }
    }

    // A pool takes a position to up to four outputs: its sum stays until all of them have it.
    private int Hold(int y, int x)
    {
        int targets = ((y & 1) + 1) * ((x & 1) + 1);
        return step.PoolsMaximum ? step.Visited * targets : step.PoolsSpikes ? step.Groups / 2 * targets : step.Visited;
    }

    private void Set(int y, int x, long group, Func<uint, uint, uint, uint, uint> of, bool saves)
    {
        Array.Clear(_rows);
        int lastWordBanks = 0;
        for (int dy = _taps.FirstY; dy <= _taps.LastY; dy++)
        {
            long start = ((((long)(y + dy) * step.Width) + x + _taps.FirstX) * _position) + (_taps.FirstChannel / ChannelMap.PieceChannels);
            long end = start + (_taps.Span(_source.Channels.Size) / ChannelMap.PieceChannels) - 1;
            start += x + _taps.FirstX < 0 ? _cut : 0;
            end -= x + _taps.LastX >= step.Width ? _cut : 0;
            if (y + dy < 0 || y + dy >= step.Height || start > end)
            {
                _reads++;
                lastWordBanks = 0;
                continue;
            }

            lastWordBanks = Interval(group + start, group + end, of);
        }

        int cycles = 1;
        for (int bank = 0; bank < Banks; bank++)
        {
            // A bank without rows in the last word says so with an idle step.
            cycles = Math.Max(cycles, _rows[bank] + (((lastWordBanks >> bank) & 1) == 0 ? 1 : 0));
            _all += _rows[bank];
        }

        End(cycles, saves);
    }

    // Which banks have rows in the last word.
    private int Interval(long start, long end, Func<uint, uint, uint, uint, uint> of)
    {
        int banks = 0;
        for (long piece = start; piece <= end; piece++)
        {
            if (piece == start || piece % PiecesOfWord == 0)
            {
                _reads++;
                banks = 0;
            }

            uint bits = of(spikes[piece, 0], spikes[piece, 1], spikes[piece, 2], spikes[piece, 3]);
            for (int bank = 0; bank < Banks && bits != 0; bank++)
            {
                int rows = BitOperations.PopCount(bits & (0x11111111u << bank));
                _rows[bank] += rows;
                banks |= rows != 0 ? 1 << bank : 0;
            }
        }

        return banks;
    }

    private void End(int cycles, bool saves)
    {
        _sinceSave += cycles;
        _adds += cycles;
        if (saves)
        {
            int held = Math.Max(0, Math.Max(step.Visited, _hold) - _sinceSave);
            _adds += held;
            _sinceSave = 0;
        }
    }
}
