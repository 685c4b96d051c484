using System.Collections.Immutable;
using Accel.Boards.Designs;
using Accel.Generation;

namespace Accel.Boards.Tests.Designs;

/// <summary>What is asked of a board, without a command line.</summary>
public sealed class BoardRequestTests
{
    private static readonly ImmutableSortedDictionary<string, string> _none = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void The_boards_own_design_has_its_constants_and_another_kernel_a_folder_of_its_own()
    {
        var board = BoardCatalogue.Find("ice40-hx8k");
        var own = BoardRequest.Of(board, TransportKind.Serial, null, _none.SetItem("a", "1"), "out");
        Assert.Equal(board.Design.Constants.Count + 1, own.Replacements.Count);
        Assert.Equal("ice40-hx8k-serial", Path.GetFileName(own.Folder));
        var other = BoardRequest.Of(board, TransportKind.Serial, KernelDesign.OfAccel("Sum256"), _none, "out");
        Assert.Empty(other.Replacements);
        Assert.Equal("ice40-hx8k-serial-Sum256", Path.GetFileName(other.Folder));
        Assert.Equal(board.ScheduledPeriodNs, other.KernelOptions.ClockPeriodNs);
    }

    [Fact]
    public void A_transport_that_a_board_lacks_is_refused_with_one_that_it_has()
    {
        var board = BoardCatalogue.Find("ice40-hx8k");
        Assert.Equal(TransportKind.Serial, BoardRequest.TransportOf(board, null));
        var e = Assert.Throws<BoardRequestException>(() => BoardRequest.TransportOf(board, TransportKind.Pcie));
        Assert.Contains("--transport pcie: ice40-hx8k does not have it", e.Message, StringComparison.Ordinal);
        Assert.Contains("--transport serial", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bitstream_that_was_not_built_is_missing()
    {
        string folder = Path.Combine(Path.GetTempPath(), "accel-no-build");
        var programming = Programming.Of(BoardCatalogue.Find("ice40-hx8k"), null, null, folder, flash: false);
        Assert.StartsWith("openFPGALoader -b ", programming.CommandText, StringComparison.Ordinal);
        var e = Assert.Throws<BoardRequestException>(programming.RequireFileAndTool);
        Assert.True(e.IsMissing);
        Assert.Equal("accel build --board ice40-hx8k", e.Remedy);
    }
}
