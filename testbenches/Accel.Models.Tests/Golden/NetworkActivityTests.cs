using Accel.Golden;
using Accel.Golden.Generation;

namespace Accel.Models.Tests.Golden;

public sealed class NetworkActivityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Additions_with_and_without_sharing_are_those_that_a_walk_over_outputs_counts(bool convolution)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var model = RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed);
            var input = RandomInput.Create(model.Configuration, seed + 1);
            var result = GoldenModel.Run(model, input);
            var layers = NetworkActivity.Of(model, input, result);
            Assert.Equal(result.Layers, layers.Select(static l => new LayerAdditions(l.Layer, l.Gated, l.Dense)));
            foreach (var (layer, tensor, map) in Reads(model))
            {
                var (gated, shared) = Walk(result.Tensor(tensor), model.Configuration.Timesteps, map);
                var activity = layers.Single(l => l.Layer == layer.Name);
                Assert.True(
                    (gated * layer.Outputs, shared * layer.Outputs) == (activity.Gated, activity.Shared),
                    $"seed {seed}, {layer.Name}: {activity} instead of {gated} and {shared} for {layer.Outputs} outputs");
            }
        }
    }

    [Fact]
    public void Sharing_adds_the_sets_of_engine_md_once()
    {
        // One neuron each with spikes in these timesteps: 1111, 1100, 1010, 0110, 0001.
        int[] patterns = [0b1111, 0b0011, 0b0101, 0b0110, 0b1000];
        int[] sets = [1, 1, 2, 2, 1];
        var values = Enumerable.Range(0, 4).SelectMany(t => patterns.Select(p => p >> t & 1)).ToArray();
        var walked = Walk(new NamedTensor("one position", [4, 1, 5], values), 4, null);
        Assert.Equal((patterns.Sum(static p => int.PopCount(p)), sets.Sum()), walked);
    }

    [Fact]
    public void What_is_read_and_fired_is_counted_in_the_tensors()
    {
        var model = new BenchNetwork(1, 8).Create(ActivityProfile.Low, 8);
        var image = (ImageInput)BenchNetwork.InputOf(model.Configuration, ActivityProfile.Low, BenchNetwork.DefaultSeed, 0);
        var result = GoldenModel.Run(model, image);
        var layers = NetworkActivity.Of(model, image, result).ToDictionary(static l => l.Layer);
        Assert.Equal(Rate(result, "patch_embed.stage3.s"), layers["patch_embed.proj_conv4"].Read.Rate);
        Assert.Equal(Rate(result, "patch_embed.stage3.s"), layers["patch_embed.proj_conv3"].Fired.Rate);
        Assert.Equal(Rate(result, "patch_embed.s0"), layers["patch_embed.proj_conv4"].Fired.Rate);
        Assert.Equal(Rate(result, "patch_embed.s"), layers["patch_embed.rpe_conv"].Fired.Rate);
        Assert.Equal(Rate(result, "block.0.attn.a"), layers["block.0.attn.proj_conv"].Read.Rate);
        Assert.Equal(Rate(result, "block.0.mlp.h"), layers["block.0.mlp.fc1_conv"].Fired.Rate);
        Assert.Equal(Rate(result, "block.0.mlp.s"), layers["head"].Read.Rate);
        var first = layers["patch_embed.proj_conv1"];
        Assert.Equal(image.Pixels.ToArray().Sum(static p => (long)byte.PopCount(p)), first.Read.Spikes);
        Assert.Equal((null, 1.0), (first.Read.KeptShare, first.Sharing));
    }

    private static double Rate(GoldenResult result, string tensor) =>
        result.Tensor(tensor).Values.Count(static v => v != 0) / (double)result.Tensor(tensor).Values.Length;

    private static IEnumerable<(LinearLayer Layer, string Tensor, (int Height, int Width)? Map)> Reads(SpikingTransformerModel model)
    {
        if (model.Configuration.Stem is ConvolutionStem stem)
        {
            var size = (model.Configuration.Image.Height, model.Configuration.Image.Width);
            for (var i = 1; i < stem.Stages.Length; i++)
            {
                size = stem.Stages[i - 1].OutputSize(size);
                yield return (model.Stem.Convolutions[i], $"patch_embed.stage{i}.s", size);
            }

            yield return (model.Stem.RelativePosition!, "patch_embed.s0", model.Configuration.TokenGrid);
        }

        var spikes = "patch_embed.s";
        for (var b = 0; b < model.Blocks.Length; b++)
        {
            var block = model.Blocks[b];
            yield return (block.Query, spikes, null);
            yield return (block.Key, spikes, null);
            yield return (block.Value, spikes, null);
            yield return (block.Projection, $"block.{b}.attn.a", null);
            yield return (block.Fc1, $"block.{b}.attn.s", null);
            yield return (block.Fc2, $"block.{b}.mlp.h", null);
            spikes = $"block.{b}.mlp.s";
        }
    }

    // Additions of one output channel: every output position looks at its neighbours, each channel of which is in so many of the sets q,
    // o01, o23, s0 - s1, s1 - s0, s2 - s3, s3 - s2 of every four timesteps.
    private static (long Gated, long Shared) Walk(NamedTensor tensor, int timesteps, (int Height, int Width)? map)
    {
        var inMap = tensor.Name.StartsWith("patch_embed.stage", StringComparison.Ordinal);
        var (positions, channels) = inMap ? (tensor.Shape[2], tensor.Shape[1]) : (tensor.Shape[1], tensor.Shape[2]);
        int At(int position, int channel) => inMap ? (channel * positions) + position : (position * channels) + channel;
        bool Spike(int t, int position, int channel) =>
            t < timesteps && tensor.Values[(t * positions * channels) + At(position, channel)] != 0;
        var (gated, shared) = (0L, 0L);
        for (var output = 0; output < positions; output++)
        {
            foreach (var position in Neighbours(output, map))
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    for (var t = 0; t < timesteps; t += 4)
                    {
                        bool[] s = [.. Enumerable.Range(t, 4).Select(at => Spike(at, position, channel))];
                        var q = s[0] && s[1] && s[2] && s[3];
                        bool[] sets =
                        [
                            q, s[0] && s[1] && !q, s[2] && s[3] && !q, s[0] && !s[1], s[1] && !s[0], s[2] && !s[3], s[3] && !s[2],
                        ];
                        gated += s.Count(static on => on);
                        shared += sets.Count(static on => on);
                    }
                }
            }
        }

        return (gated, shared);
    }

    private static IEnumerable<int> Neighbours(int position, (int Height, int Width)? map)
    {
        if (map is not { } grid)
        {
            return [position];
        }

        var (y, x) = (position / grid.Width, position % grid.Width);
        return from v in Enumerable.Range(y - 1, 3)
               from u in Enumerable.Range(x - 1, 3)
               where v >= 0 && v < grid.Height && u >= 0 && u < grid.Width
               select (v * grid.Width) + u;
    }
}
