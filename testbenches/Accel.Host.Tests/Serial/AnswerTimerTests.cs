using Accel.Host.Serial;

namespace Accel.Host.Tests;

public sealed class AnswerTimerTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_time_runs_from_when_the_line_has_carried_what_was_sent()
    {
        var timer = Timer();
        timer.Sent(1000, wasDue: false);
        Assert.Equal(TimeSpan.FromSeconds(2), timer.Left(0));
        timer.Sent(1000, wasDue: true);
        Assert.Equal(TimeSpan.FromSeconds(3), timer.Left(0));
    }

    [Fact]
    public void It_doubles_with_each_silence_in_a_row_up_to_half_a_minute()
    {
        var timer = Timer();
        Assert.Equal([1, 2, 4, 16, 30, 30], new[] { 0, 1, 2, 4, 5, 40 }.Select(s => timer.Left(s).TotalSeconds));
    }

    [Fact]
    public void A_device_that_was_seen_to_be_slow_is_given_twice_its_time()
    {
        var timer = Timer();
        _time.Advance(TimeSpan.FromSeconds(5));
        timer.Came(10);
        Assert.Equal(TimeSpan.FromSeconds(10), timer.Left(0));
    }

    [Fact]
    public void Bytes_are_a_sign_of_the_device_and_noise_without_an_answer_is_not()
    {
        var timer = Timer();
        for (int i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(400));
            timer.Came(25);
            Assert.True(timer.Left(0) > TimeSpan.FromMilliseconds(900));
        }

        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(400));
            timer.Came(25);
        }

        Assert.True(timer.Left(0) <= TimeSpan.Zero);
        timer.Answered();
        timer.Came(25);
        Assert.True(timer.Left(0) > TimeSpan.Zero);
    }

    // 10,000 baud: a byte takes a millisecond.
    private AnswerTimer Timer() => new(_time, TimeSpan.FromSeconds(1)) { BaudRate = 10_000, MostBytesOfAnswer = 100 };

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        internal void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
