using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// Which core and which of its attention units a head belongs to. Heads go with the tiles of their channels; where a head has channels in
/// two tiles, all belong to the first core.
/// </summary>
internal readonly struct HeadPlaces(ModelConfiguration configuration, EventEngineLimits limits)
{
    private readonly int _heads = configuration.Heads;
    private readonly int _cores = limits.LaneGroups % EventFit.HeadGroups(configuration) == 0 ? limits.Cores : 1;
    private readonly int _headsOfTile = Math.Max(1, limits.LaneGroups / EventFit.HeadGroups(configuration));
    private readonly int _units = limits.AttentionUnits;

    /// <summary>Heads of an attention unit, rounded up.</summary>
    public int OfUnit => (OfCore + _units - 1) / _units;

    /// <summary>The core that has a tile of Q, K, V and O.</summary>
    public int Core(int tile) => tile % _cores;

    /// <summary>The attention unit of a head, and its number there.</summary>
    public (int Unit, int Number) Of(int head)
    {
        int within = _cores == 1 ? head : (head / _headsOfTile / _cores * _headsOfTile) + (head % _headsOfTile);
        return (within % _units, within / _units);
    }

    private int OfCore
    {
        get
        {
            int tiles = (_heads + _headsOfTile - 1) / _headsOfTile;
            return _cores == 1 ? _heads : Math.Min(_heads, (tiles + _cores - 1) / _cores * _headsOfTile);
        }
    }
}
