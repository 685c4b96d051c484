using System.Text.Json;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Inputs;
using Accel.Models;

namespace Accel.Cli.Tests;

public sealed class BenchNetworksTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Each_network_is_told_with_its_layers_and_written_with_its_images()
    {
        string folder = _files.PathOf("networks");
        var run = await Cli.RunAsync(
            "bench", "networks", "--model", "1-64", "--density", "ones", "low", "--weight-bits", "4", "--seed", "9", "--images", "2",
            "--output", folder, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement[] networks = [.. run.Json.EnumerateArray()];
        Assert.Equal(["1-64-low-w4-s9", "1-64-ones-w4-s9"], networks.Select(static n => n.GetProperty("name").GetString()));
        foreach (var network in networks)
        {
            string file = network.GetProperty("file").GetString()!;
            Assert.Equal(Path.Combine(folder, network.GetProperty("name").GetString() + ".safetensors"), file);
            var model = SpikingTransformerModel.Load(file);
            Assert.Equal([4, 9, 2], new[] { "weightBits", "seed", "images" }.Select(p => network.GetProperty(p).GetInt32()));

            // What is told is what the files give.
            var images = network.GetProperty("imageFiles").EnumerateArray()
                .SelectMany(f => InputReader.Read(f.GetString()!, model.Configuration));
            GoldenResult[] results = [.. images.Select(i => GoldenModel.Run(model, i.Input))];
            Assert.Equal(2, results.Length);
            var total = network.GetProperty("total");
            Assert.Equal(results.Sum(static r => r.GatedAdditions) / 2, total.GetProperty("gated").GetInt64());
            Assert.Equal(results[0].DenseAdditions, total.GetProperty("dense").GetInt64());
            Assert.Equal(results[0].Layers.Select(static l => l.Layer), Layers(network).Select(Name));
        }

        var query = Layers(networks[0]).Single(static l => Name(l) == "block.0.attn.q_conv");
        double gated = query.GetProperty("gated").GetInt64();
        Assert.Equal(gated / query.GetProperty("shared").GetInt64(), query.GetProperty("sharing").GetDouble(), 3);
        Assert.InRange(query.GetProperty("reads").GetDouble(), 0.09, 0.16);
        Assert.Equal(4, Layers(networks[1])[3].GetProperty("sharing").GetDouble());
        var second = (ImageInput)BenchNetwork.InputOf(new BenchNetwork(1, 64).Configure("images", 4), ActivityProfile.Low, 9, 1);
        byte[] written = File.ReadAllBytes(networks[0].GetProperty("imageFiles")[1].GetString()!);
        Assert.Equal(second.Pixels.ToArray(), written[^second.Pixels.Length..]);
    }

    [Fact]
    public async Task The_table_has_a_row_for_each_layer_and_one_for_all()
    {
        var run = await Cli.RunAsync("bench", "networks", "--model", "1-8", "--density", "ones");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("1-8-ones-w8-s1: ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"patch_embed\.proj_conv2 +100\.0 % +100\.0 % +100\.0 % +[0-9,]+ +[0-9,]+ +4\.00 +[0-9,]+", run.Output);
        Assert.Matches(@"\n +all +[0-9.]+ %", run.Output);
    }

    [Theory]
    [InlineData("--model 4_256: it must be DEPTH-DIM, for instance 4-256", "--model", "4_256")]
    [InlineData("weights, at most 100,000,000 are made", "--model", "4-256", "256-8192")]
    [InlineData("--density dense: it must be one of low, mid, high, ones", "--density", "dense")]
    [InlineData("--weight-bits 5: it must be 4 or 8", "--weight-bits", "5")]
    [InlineData("--images 0: it must lie in 1..1000", "--images", "0")]
    public async Task What_is_no_such_network_is_refused(string said, params string[] options) =>
        (await Cli.RunAsync(["bench", "networks", .. options])).MustFail(64, said);

    private static JsonElement[] Layers(JsonElement network) => [.. network.GetProperty("layers").EnumerateArray()];

    private static string? Name(JsonElement layer) => layer.GetProperty("layer").GetString();
}
