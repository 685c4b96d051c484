using System.Xml.Linq;

namespace Accel.Cli.Tests;

public sealed class ScheduleTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_kernel_is_reported_as_JSON_and_drawn()
    {
        string picture = _files.PathOf("schedule.svg");
        var run = await Cli.RunAsync("schedule", "Sum256", "--svg", picture, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var loop = Assert.Single(run.Json.GetProperty("loops").EnumerateArray());
        Assert.Equal(("cell", "pipelined", 1, 256), (loop.GetProperty("name").GetString(), loop.GetProperty("form").GetString(), loop.GetProperty("initiationInterval").GetInt32(), loop.GetProperty("tripCount").GetInt32()));
        Assert.Equal("svg", XDocument.Load(picture).Root!.Name.LocalName);
    }

    [Fact]
    public async Task A_wider_port_is_scheduled_for()
    {
        var run = await Cli.RunAsync("schedule", "Attention16", "--port-bits", "512");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("memory port of 512 bits", run.Output, StringComparison.Ordinal);
    }
}
