using System.Security.Cryptography;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models.Widths;

namespace Accel.Models.Tests.Golden;

public sealed class BenchNetworkTests
{
    private static readonly BenchNetwork _small = new(2, 64);

    [Theory]
    [InlineData("low", 8, BenchNetwork.DefaultSeed)]
    [InlineData("low", 8, 77)]
    [InlineData("low", 4, BenchNetwork.DefaultSeed)]
    [InlineData("mid", 8, -3)]
    [InlineData("mid", 4, 77)]
    [InlineData("high", 8, BenchNetwork.DefaultSeed)]
    [InlineData("high", 4, int.MaxValue)]
    public void Every_layer_fires_as_often_as_the_density_says_and_half_of_its_spikes_stay_set(string density, int bits, int seed)
    {
        var (mean, activity) = density switch
        {
            "low" => (0.126, ActivityProfile.Low), "mid" => (0.187, ActivityProfile.Mid), _ => (0.29, ActivityProfile.High),
        };
        var model = _small.Create(activity, bits, seed);
        var result = GoldenModel.Run(model, BenchNetwork.InputOf(model.Configuration, activity, seed, 0));
        var spikes = Spikes(result).ToList();
        Assert.Equal(5 + (model.Blocks.Length * 6), spikes.Count);
        foreach (var tensor in spikes)
        {
            // Behind the OR pool it is 0.28 at every density.
            var wanted = tensor.Name == "patch_embed.stage3.s" ? 0.28 : mean;
            var rate = tensor.Values.Count(static v => v != 0) / (double)tensor.Values.Length;
            Assert.True(Math.Abs(rate - wanted) <= 0.1 * wanted, $"{tensor.Name} fires at {rate:P1}");
        }

        var (earlier, kept) = (0, 0);
        foreach (var tensor in spikes)
        {
            var size = tensor.Values.Length / model.Configuration.Timesteps;
            var sets = Enumerable.Range(0, model.Configuration.Timesteps)
                .Select(t => Enumerable.Range(0, size).Where(i => tensor.Values[(t * size) + i] != 0).ToHashSet()).ToArray();
            earlier += sets[..^1].Sum(static s => s.Count);
            kept += sets[..^1].Zip(sets[1..], static (now, next) => now.Count(next.Contains)).Sum();
        }

        Assert.InRange(kept / (double)earlier, 0.35, 0.65);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void With_all_ones_every_neuron_fires_in_every_timestep_whatever_the_image_is(int bits)
    {
        var model = _small.Create(ActivityProfile.Ones, bits);
        var shape = model.Configuration.Image;
        var noise = new byte[shape.Channels * shape.Height * shape.Width];
        new Random(1).NextBytes(noise);
        foreach (var pixels in (byte[][])[new byte[noise.Length], [.. Enumerable.Repeat((byte)255, noise.Length)], noise])
        {
            var result = GoldenModel.Run(model, new ImageInput(shape, pixels));
            Assert.All(Spikes(result), static t => Assert.True(t.Values.All(static v => v == 1), t.Name));

            // K gates nothing, but none of it may vanish.
            var keys = result.Tensors.Where(static t => t.Name.EndsWith(".k", StringComparison.Ordinal));
            Assert.All(keys, static t => Assert.DoesNotContain(0, t.Values));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_all_ones_that_is_so_with_every_stem_input_and_option_of_the_neurons(bool convolution)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var model = RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed, ActivityProfile.Ones);
            var result = GoldenModel.Run(model, RandomInput.Create(model.Configuration, seed + 100));
            Assert.All(Spikes(result), t => Assert.True(t.Values.All(static v => v == 1), $"seed {seed}, {t.Name}"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_density_is_met_with_every_stem_input_and_option_of_the_neurons(bool convolution)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            // 64 tokens and 16 channels: enough of both for a rate.
            var small = RandomConfiguration.Small(seed, convolution);
            var configuration = small with
            {
                Image = new ImageShape(2, 16, 16), Dim = 16, Heads = 2,
                Stem = convolution ? new ConvolutionStem([new(8, Pool: false), new(16, Pool: true)]) : new LinearStem(2),
            };
            var model = RandomModel.Create(configuration, seed, ActivityProfile.High);
            var result = GoldenModel.Run(model, RandomInput.Create(configuration, seed + 1, ActivityProfile.High));
            var rates = Spikes(result).Where(static t => !t.Name.EndsWith(".a", StringComparison.Ordinal))
                .Select(static t => t.Values.Count(static v => v != 0) / (double)t.Values.Length);
            Assert.All(rates, r => Assert.InRange(r, 0.2, 0.38));
        }
    }

    // By their hashes: whatever the machine and the runtime, nothing in them may differ.
    [Theory]
    [InlineData("low", 8, 1, "9f8d2270308b09dd")]
    [InlineData("high", 4, 1, "c39b36563218e240")]
    [InlineData("ones", 8, 5, "7a217687ad00f2e2")]
    public void A_seed_gives_the_same_file_on_every_machine(string density, int bits, int seed, string hash)
    {
        var model = new BenchNetwork(1, 64).Create(ActivityProfile.Densities.Single(d => d.Name == density), bits, seed);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(TestFiles.Bytes(model)))[..16]);
    }

    [Fact]
    public void Another_seed_gives_another_network_and_other_images()
    {
        var models = new[] { 1, 2 }.Select(static s => new BenchNetwork(1, 8).Create(ActivityProfile.Low, 8, s)).ToArray();
        Assert.NotEqual(models[0].Head.Weight, models[1].Head.Weight);
        byte[] Image(int index) => ((ImageInput)BenchNetwork.InputOf(models[0].Configuration, ActivityProfile.Low, 1, index))
            .Pixels.ToArray();
        Assert.NotEqual(Image(0), Image(1));
    }

    [Theory]
    [InlineData("low")]
    [InlineData("ones")]
    public void It_is_a_sound_model_whose_file_loads_and_whose_widths_are_proved(string density)
    {
        var model = _small.Create(ActivityProfile.Densities.Single(d => d.Name == density), 8);
        var bytes = TestFiles.Bytes(model);
        Assert.Equal(bytes, TestFiles.Bytes(TestFiles.Load(bytes)));
        Assert.Equal([8, 16, 32, 64], model.Stem.Convolutions.Select(static l => l.Outputs));
        Assert.Equal((64, 10), (model.Tokens, model.Configuration.Classes));
        Assert.Equal(_small.Weights, Layers(model).Sum(static l => (long)l.Weight.Length));

        // Every current is a multiple of 2^3, so that three halvings drop nothing.
        Assert.All(Layers(model).SelectMany(static l => l.Threshold), static t => Assert.Equal(0, t % 8));
        Assert.InRange(WidthProof.Prove(model).Max(static w => w.Bits), 16, 26);
    }

    [Fact]
    public void Its_images_are_smooth_and_evenly_lit()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var image = (ImageInput)BenchNetwork.InputOf(_small.Configure("images", 8), ActivityProfile.Low, seed, 0);
            var pixels = image.Pixels.ToArray();
            var mean = pixels.Average(static p => (double)p);
            var variance = pixels.Average(p => (p - mean) * (p - mean));
            var covariance = Enumerable.Range(0, pixels.Length - 1).Where(static i => i % 32 < 31)
                .Average(i => (pixels[i] - mean) * (pixels[i + 1] - mean));
            Assert.InRange(mean, 115, 125);
            Assert.InRange(Math.Sqrt(variance), 35, 60);
            Assert.InRange(covariance / variance, 0.75, 0.99);
        }
    }

    [Theory]
    [InlineData("4-256", 4, 256, 3, 64)]
    [InlineData("1-8", 1, 8, 3, 64)]
    [InlineData("8-768", 8, 768, 3, 64)]
    [InlineData("8-512@imagenet", 8, 512, 3, 196)]
    [InlineData("2-256@events", 2, 256, 2, 64)]
    public void A_name_is_depth_and_dimension_and_what_is_read(string name, int depth, int dim, int channels, int tokens)
    {
        Assert.True(BenchNetwork.TryParse(name, out var network, out _));
        Assert.Equal((depth, dim, name), (network.Depth, network.Dim, network.Name));
        var configuration = network.Configure(name, 8);
        Assert.Equal((channels, tokens), (configuration.Image.Channels, configuration.TokenGrid.Height * configuration.TokenGrid.Width));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4-")]
    [InlineData("-4-256")]
    [InlineData("4-256-1")]
    [InlineData("0-256")]
    [InlineData("4-100")]
    [InlineData("4- 256")]
    [InlineData("257-256")]
    [InlineData("99999999999-8")]
    [InlineData("64-1024")]
    [InlineData("4-256@")]
    [InlineData("4-256@mnist")]
    [InlineData("4-256@cifar@events")]
    [InlineData("@imagenet")]
    public void Another_name_is_refused(string name)
    {
        Assert.False(BenchNetwork.TryParse(name, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    private static IEnumerable<NamedTensor> Spikes(GoldenResult result) => result.Tensors.Where(static t =>
        !t.Name.EndsWith(".u", StringComparison.Ordinal) && !t.Name.EndsWith(".k", StringComparison.Ordinal)
        && !t.Name.EndsWith(".o", StringComparison.Ordinal) && t.Name is not ("patch_embed.u0" or "logits"));

    private static IEnumerable<LinearLayer> Layers(SpikingTransformerModel model) =>
    [
        .. model.Stem.Convolutions,
        model.Stem.RelativePosition!,
        .. model.Blocks.SelectMany(static b => (LinearLayer[])[b.Query, b.Key, b.Value, b.Projection, b.Fc1, b.Fc2]),
        model.Head,
    ];
}
