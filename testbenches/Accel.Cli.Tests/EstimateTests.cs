using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Cli.Tests;

public sealed class EstimateTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Cycles_are_those_of_a_device_that_runs_the_model()
    {
        var run = await Cli.RunAsync("estimate", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var image = (ImageInput)RandomInput.Create(SpikingTransformerModel.Load(InputFiles.DigitsModel).Configuration, 1);
        var inferred = await Cli.RunAsync("infer", InputFiles.DigitsModel, _files.Idx(1, image.Pixels.ToArray()), "--json");
        long cycles = run.Json.GetProperty("cycles").GetInt64();
        Assert.Equal(inferred.Json.GetProperty("predictions")[0].GetProperty("cycles").GetInt64(), cycles);
        Assert.Equal(inferred.Json.GetProperty("designHash").GetString(), run.Json.GetProperty("designHash").GetString());
        // The engine is scheduled for 100 MHz and misses it.
        double depthNs = run.Json.GetProperty("resources").GetProperty("depthNs").GetDouble();
        Assert.False(run.Json.GetProperty("depthFitsClock").GetBoolean());
        Assert.Equal(100, run.Json.GetProperty("scheduledMHz").GetDouble());
        Assert.Equal(1000 / depthNs, run.Json.GetProperty("clockMHz").GetDouble(), 0.1);
        Assert.Equal(1e9 / depthNs / cycles, run.Json.GetProperty("imagesPerSecond").GetDouble(), 0.5);
    }
}
