using Accel.Shell.Serial;

namespace Accel.Shell.Tests.Serial;

/// <summary>What does not fit the fields of a shell is refused, and named.</summary>
public sealed class SerialShellOptionsTests
{
    private static readonly SerialShellOptions _sound = new() { ClockHz = 12_000_000, MemoryCells = 1024, Board = "bench" };

    [Theory]
    [InlineData(2_000_000_000, 100, "too many")] // 5.12e9 / 256 cycles have no room in 32 bits.
    [InlineData(-12_000_000, 115_200, "above 0")]
    [InlineData(12_000_000, 0, "above 0")]
    [InlineData(1_000_000, 115_200, "at least 12")]
    public void A_rate_that_has_no_room_is_refused(int clockHz, int baud, string why)
    {
        var options = _sound with { ClockHz = clockHz, BaseBaud = baud };
        Assert.Contains(why, Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_slowest_line_that_has_room_is_taken() => (_sound with { ClockHz = 2_000_000_000, BaseBaud = 120 }).Check();
}
