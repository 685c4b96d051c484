using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Heads go with the tiles of their channels.</summary>
public sealed class HeadPlacesTests
{
    // 8 heads of 32 channels, two of them in a tile of 64 lanes.
    [Fact]
    public void Heads_of_a_tile_belong_to_its_core()
    {
        var places = Of(dim: 256, heads: 8, cores: 2, units: 2);
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(places.Core));
        Assert.Equal([(0, 0), (1, 0), (0, 0), (1, 0), (0, 1), (1, 1), (0, 1), (1, 1)], Enumerable.Range(0, 8).Select(places.Of));
        Assert.Equal(2, places.OfUnit);
    }

    // Heads of 48 channels end within tiles of 64: the first core has all of them.
    [Fact]
    public void Heads_that_lie_in_two_tiles_all_belong_to_the_first_core()
    {
        var places = Of(dim: 192, heads: 4, cores: 2, units: 1);
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(places.Core));
        Assert.Equal([(0, 0), (0, 1), (0, 2), (0, 3)], Enumerable.Range(0, 4).Select(places.Of));
        Assert.Equal(4, places.OfUnit);
    }

    private static HeadPlaces Of(int dim, int heads, int cores, int units) => new(
        RandomConfiguration.Small(1) with { Dim = dim, Heads = heads },
        EventEngineLimits.Default with { Lanes = 64, Cores = cores, AttentionUnits = units });
}
