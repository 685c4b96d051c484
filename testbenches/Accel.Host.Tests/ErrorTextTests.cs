namespace Accel.Host.Tests;

/// <summary>What a log has of an error that it writes as text.</summary>
public sealed class ErrorTextTests
{
    [Fact]
    public void The_remedy_is_part_of_the_text()
    {
        var cause = new IOException("cable");
        string text = new DeviceUnavailableException("gone", "plug it in", cause).ToString();
        string[] lines = text.Split(Environment.NewLine);
        Assert.Equal(["Accel.Host.DeviceUnavailableException: gone", "   try: plug it in"],
            lines[..2].Select(static l => l.Split(" --->")[0]));
        Assert.Contains("System.IO.IOException: cable", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_remedy_it_is_every_exceptions_text()
        => Assert.Equal("Accel.Host.DeviceTimeoutException: late", new DeviceTimeoutException("late").ToString());
}
