using Accel.Host.EventEngine;
using CsCheck;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>What cores do of a layer: everything once, and about as much each.</summary>
public sealed class TileShareTests
{
    [Fact]
    public void Every_line_of_every_tile_is_done_once_and_no_core_has_two_shares_of_a_tile()
        => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 64], Gen.Int[1, 16]).Sample(static (tiles, lines, cores) =>
        {
            var shares = TileShare.Of(tiles, lines, cores);
            var done = shares.SelectMany(static s => Enumerable.Range(s.FirstLine, s.Lines).Select(line => (s.Tile, line))).ToList();
            return done.Count == tiles * lines && done.Distinct().Count() == done.Count
                && shares.All(s => s.Lines > 0 && s.Core < cores)
                && shares.Select(static s => (s.Tile, s.Core)).Distinct().Count() == shares.Length;
        });

    [Theory]
    [InlineData(4, 8, 4, 8)] // a tile each
    [InlineData(4, 8, 8, 4)] // half of the lines each
    [InlineData(1, 8, 16, 1)] // a line each, for eight of them
    [InlineData(6, 8, 4, 12)] // a tile each, and half of one of the two that are left
    [InlineData(3, 8, 2, 12)]
    public void The_busiest_core_has_no_more_lines_than_need_be(int tiles, int lines, int cores, int most)
        => Assert.Equal(most, TileShare.Of(tiles, lines, cores).GroupBy(static s => s.Core)
            .Max(static core => core.Sum(static s => s.Lines)));

    // 9 lines make 5 lines of outputs, of which a core has two and the other one three.
    [Fact]
    public void In_front_of_a_pool_both_sides_visit_the_odd_line_between_them()
    {
        var shares = TileShare.Of(tiles: 1, lines: 5, cores: 2);
        Assert.Equal([(0, 2), (2, 3)], shares.Select(static s => (s.FirstLine, s.Lines)));
        Assert.Equal([(0, 4), (3, 6)], shares.Select(static s => s.BeforePool(height: 9)).Select(static s => (s.FirstLine, s.Lines)));
    }
}
