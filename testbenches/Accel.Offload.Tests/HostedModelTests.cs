using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Accel.Offload.Tests;

/// <summary>Models as services of a host.</summary>
public sealed class HostedModelTests : IDisposable
{
    private static readonly ModelConfiguration _configuration =
        RandomConfiguration.Small(2) with { Dim = 8, Heads = 1, Depth = 1, Timesteps = 2 };
    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("accel-hosted-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_service_is_bound_warmed_up_infers_on_all_devices_and_is_closed_with_the_host()
    {
        var builder = Hosts.Builder(
            ("Digits:Model", Save("digits.safetensors")), ("Digits:Addresses:0", "sim:?engine=compact"),
            ("Digits:Addresses:1", "sim:?engine=compact&latency=5"), ("Digits:WarmUp", "true"));
        builder.Services.AddAccelModel(builder.Configuration.GetSection("Digits")).AddAccel<Scaler>();
        builder.Services.AddHealthChecks().AddAccelModel().AddAccel();
        IInferenceSession session;
        var inputs = Enumerable.Range(0, 6).Select(static i => RandomInput.Create(_configuration, i)).ToArray();
        using (var host = builder.Build())
        {
            session = host.Services.GetRequiredService<IInferenceSession>();
            Assert.Equal((_configuration.Name, 7), (session.Model.Configuration.Name, session.MostInFlight));
            await host.StartAsync(Token);
            var health = (await Hosts.CheckAsync(host)).Entries;
            Assert.Equal("2 of 2 devices are there", health["accel-model"].Description);
            Assert.Equal("no device was needed yet", health["accel"].Description);

            var predictions = await session.InferManyAsync(inputs, Token).ToListAsync(Token);
            Assert.Equal(inputs.Select(static i => GoldenModel.Run(_model, i).Class), predictions.Select(static p => p.Class));
            var done = (await Hosts.CheckAsync(host)).Entries["accel-model"].Data.Values.Cast<string>().Order().ToArray();
            Assert.Equal(2, done.Length);
            Assert.DoesNotContain("0 done", done);
            await host.StopAsync(Token);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await session.InferAsync(inputs[0], Token));
    }

    [Fact]
    public async Task Services_have_keys_find_their_files_from_the_content_root_and_recover_from_a_file_that_is_damaged()
    {
        var builder = Hosts.Builder();
        builder.Environment.ContentRootPath = _folder.FullName;
        string file = Save("digits.safetensors");
        builder.Services.AddAccelModel(
            static options =>
            {
                options.Model = "digits.safetensors";
                options.Addresses.Add("sim:?engine=compact");
            },
            "digits");
        builder.Services.AddHealthChecks().AddAccelModel("digits");
        using var host = builder.Build();
        await host.StartAsync(Token);
        Assert.Null(host.Services.GetService<IInferenceSession>());
        var session = host.Services.GetRequiredKeyedService<IInferenceSession>("digits");
        byte[] sound = await File.ReadAllBytesAsync(file, Token);
        await File.WriteAllBytesAsync(file, sound.AsMemory(0, 40), Token);
        var input = RandomInput.Create(_configuration, 1);
        var error = await Assert.ThrowsAsync<ModelFormatException>(async () => await session.InferAsync(input, Token));
        var health = (await Hosts.CheckAsync(host)).Entries["accel-model-digits"];
        Assert.Equal((HealthStatus.Unhealthy, error), (health.Status, health.Exception));

        await File.WriteAllBytesAsync(file, sound, Token);
        Assert.Equal(GoldenModel.Run(_model, input).Class, (await session.InferAsync(input, Token)).Class);
        Assert.Equal(HealthStatus.Healthy, (await Hosts.CheckAsync(host)).Status);
    }

    [Theory]
    [InlineData("", "Model is empty")]
    [InlineData("none.safetensors", "there is no file `")]
    public async Task What_makes_no_sense_is_refused_when_the_host_starts(string model, string problem)
    {
        var builder = Hosts.Builder(("Digits:Model", model), ("Digits:Addresses:0", "nowhere"), ("Digits:ReturnTimeout", "00:00:00"));
        builder.Services.AddAccelModel(builder.Configuration.GetSection("Digits"), "digits");
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
        Assert.Equal(3, error.Failures.Count());
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("`nowhere` is no device", error.Message, StringComparison.Ordinal);
        Assert.Contains("ReturnTimeout is 00:00:00", error.Message, StringComparison.Ordinal);
    }

    private string Save(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        _model.Save(path);
        return path;
    }
}
