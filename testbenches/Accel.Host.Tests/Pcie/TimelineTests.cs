using Accel.Host.Simulation.Pcie;

namespace Accel.Host.Tests.Pcie;

public sealed class TimelineTests
{
    // Transfers cover 0..30 and 50..60, jobs 20..55: 10 + 5 cycles in common, of 35 and 40.
    private static readonly Timeline _timeline = new(
        [
            new(TimelineKind.Upload, 100, 120, 640, 0), new(TimelineKind.Download, 110, 130, 64, 0),
            new(TimelineKind.Job, 120, 155, 0, 1), new(TimelineKind.Upload, 150, 160, 320, 0x400),
        ],
        32);

    [Fact]
    public void Shares_are_of_the_cycles_that_at_least_one_covers()
    {
        Assert.Equal((60L, 1024L), (_timeline.Cycles, _timeline.PayloadBytes));
        Assert.Equal(40.0 / 60, _timeline.LinkBusy, 12);
        Assert.Equal(35.0 / 60, _timeline.KernelBusy, 12);
        Assert.Equal(15.0 / 35, _timeline.Overlap, 12);
        Assert.Equal((40L, 1.0 / 4), (_timeline.From(120).Cycles, _timeline.From(120).LinkBusy));
    }

    [Fact]
    public void Nothing_has_no_shares()
    {
        var empty = new Timeline([], 32);
        Assert.Equal((0L, 0.0, 0.0), (empty.Cycles, empty.LinkBusy, empty.Overlap));
        Assert.Contains("</svg>", TimelinePage.Write(empty, "nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_a_bar_for_each_span_with_its_numbers()
    {
        string page = TimelinePage.Write(_timeline, "a < b");
        Assert.Contains("<h1>a &lt; b</h1>", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("<rect ").Length - 1);
        Assert.Contains("job 1, cycles 20 to 55", page, StringComparison.Ordinal);
        Assert.Contains("upload of 320 bytes at 400, cycles 50 to 60", page, StringComparison.Ordinal);
    }
}
