using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// The spikes of a tensor as they lie in a buffer, for estimates: pieces of 32 bits, four timesteps of each side by side.
/// </summary>
internal sealed class SpikeBits
{
    private const int Piece = ChannelMap.PieceChannels;
    private readonly SpikeTensor _tensor;
    private readonly uint[] _pieces;

    private SpikeBits(SpikeTensor tensor) => (_tensor, _pieces) = (tensor, new uint[tensor.Words * EventInputEncoder.CellsOfWord]);

    /// <summary>A piece of a group of four timesteps; column 0..3.</summary>
    public uint this[long piece, int column] => _pieces[(piece * SpikeTensor.WordTimesteps) + column];

    /// <summary>Those of a traced tensor.</summary>
    public static SpikeBits Of(SpikeTensor tensor, NamedTensor values)
    {
        var bits = new SpikeBits(tensor);
        int channels = tensor.Channels.Positions.Length;
        for (int t = 0; t < tensor.Timesteps; t++)
        {
            for (int p = 0; p < tensor.Positions; p++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int index = tensor.IsMap
                        ? (((t * channels) + c) * tensor.Positions) + p
                        : (((t * tensor.Positions) + p) * channels) + c;
                    if (values.Values[index] != 0)
                    {
                        bits.Set(t, p, tensor.Channels.Positions[c]);
                    }
                }
            }
        }

        return bits;
    }

    /// <summary>Those of an input as it is encoded.</summary>
    public static SpikeBits OfInput(SpikeTensor tensor, ReadOnlySpan<uint> cells)
    {
        var bits = new SpikeBits(tensor);
        int columns = tensor.Timesteps > 1 ? SpikeTensor.WordTimesteps : 1;
        for (int i = 0; i < cells.Length; i++)
        {
            int word = i / (4 * columns), column = i / 4 % columns;
            bits._pieces[(((word * 4) + (i % 4)) * SpikeTensor.WordTimesteps) + column] = cells[i];
        }

        return bits;
    }

    /// <summary>Random ones: each channel spikes at a rate, and half of the spikes of a timestep stay in the next one.</summary>
    public static SpikeBits Random(SpikeTensor tensor, double density, Random random)
    {
        const double Stays = 0.5;
        var bits = new SpikeBits(tensor);
        double begins = density < 1 ? Math.Min(1, density * (1 - Stays) / (1 - density)) : 1;
        for (int p = 0; p < tensor.Positions; p++)
        {
            foreach (int place in tensor.Channels.Positions)
            {
                bool spikes = random.NextDouble() < density;
                for (int t = 0; t < tensor.Timesteps; t++)
                {
                    if (spikes)
                    {
                        bits.Set(t, p, place);
                    }

                    spikes = random.NextDouble() < (density >= 1 ? 1 : spikes ? Stays : begins);
                }
            }
        }

        return bits;
    }

    private void Set(int t, int position, int place)
    {
        long bit = ((long)position * _tensor.Channels.Size) + place;
        long piece = (t / SpikeTensor.WordTimesteps * _tensor.GroupWords * (SpikeTensor.WordBits / Piece)) + (bit / Piece);
        _pieces[(piece * SpikeTensor.WordTimesteps) + (t % SpikeTensor.WordTimesteps)] |= 1u << (int)(bit % Piece);
    }
}
