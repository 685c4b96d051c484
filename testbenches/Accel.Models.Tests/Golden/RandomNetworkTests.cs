using Accel.Golden;
using Accel.Golden.Generation;
using CsCheck;

namespace Accel.Models.Tests.Golden;

public sealed class RandomNetworkTests
{
    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000];

    [Fact]
    public void A_naive_scalar_network_computes_the_same_tensors_with_a_linear_stem() =>
        Seeds.Sample(seed => AssertSame(seed, convolution: false), iter: 60);

    [Fact]
    public void A_naive_scalar_network_computes_the_same_tensors_with_a_convolution_stem() =>
        Seeds.Sample(seed => AssertSame(seed, convolution: true), iter: 40);

    [Fact]
    public void A_random_model_depends_on_its_seed_alone()
    {
        var configuration = RandomConfiguration.Small(5);
        Assert.Equal(Bytes(RandomModel.Create(configuration, 7)), Bytes(RandomModel.Create(configuration, 7)));
        Assert.NotEqual(Bytes(RandomModel.Create(configuration, 7)), Bytes(RandomModel.Create(configuration, 8)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_models_spike_in_every_layer_but_not_everywhere(bool convolution)
    {
        // On inputs that they were not tuned on; averaged over inputs, since a small network has few neurons.
        for (var seed = 0; seed < 25; seed++)
        {
            var model = RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed);
            var golden = new GoldenModel(model);
            var results = Enumerable.Range(100, 8).Select(s => golden.Run(RandomInput.Create(model.Configuration, s))).ToArray();
            foreach (var name in results[0].Tensors.Select(t => t.Name).Where(n => !n.EndsWith(".u", StringComparison.Ordinal) && n is not ("logits" or "patch_embed.u0")))
            {
                var values = results.SelectMany(r => r.Tensor(name).Values).ToArray();
                var rate = values.Count(v => v != 0) / (double)values.Length;
                var most = name.EndsWith(".k", StringComparison.Ordinal) || name.EndsWith(".o", StringComparison.Ordinal) || name.Contains("stage", StringComparison.Ordinal) ? 0.99 : 0.6;
                Assert.True(rate >= 0.05 && rate <= most, $"seed {seed}: {name} is active at {rate:P1}");
            }
        }
    }

    private static void AssertSame(int seed, bool convolution)
    {
        var model = RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed);
        var input = RandomInput.Create(model.Configuration, seed + 17);
        var golden = GoldenModel.Run(model, input);
        var naive = new NaiveNetwork(model);
        naive.Run(input);
        Assert.Equal(naive.Tensors.Keys.Order(StringComparer.Ordinal), golden.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (var tensor in golden.Tensors)
        {
            Assert.Equal(tensor.Shape.Aggregate(1, (a, b) => a * b), tensor.Values.Length);
            Assert.True(naive.Tensors[tensor.Name].Select(v => (int)v).SequenceEqual(tensor.Values), $"seed {seed}: {tensor.Name} differs");
        }

        Assert.Equal(naive.Class, golden.Class);
    }

    private static byte[] Bytes(SpikingTransformerModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
