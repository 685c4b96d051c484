using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>
/// Places spikes on chip. What a layer reads lies at one end and what it writes at the other, so that the two together need not be more
/// than there is room for.
/// </summary>
internal sealed class SpikeSpace(string model, int room)
{
    /// <summary>Places spikes at the end that another tensor is not at; with <paramref name="beside"/>, next to what lies there.</summary>
    /// <exception cref="ModelDoesNotFitException">There is no room for them.</exception>
    public SpikeMap Opposite(SpikeMap map, SpikeMap other, SpikeMap? beside = null)
    {
        long together = map.Count + other.Count + (beside?.Count ?? 0);
        if (together > room)
        {
            string besides = beside is null ? "" : $" and {beside.Name}";
            throw new ModelDoesNotFitException(model, $"spikes of {map.Name} beside those of {other.Name}{besides} on chip", together,
                room);
        }

        long behind = beside?.Count ?? 0;
        return map with { Address = other.Address == 0 ? (int)(room - behind - map.Count) : (int)behind };
    }
}
