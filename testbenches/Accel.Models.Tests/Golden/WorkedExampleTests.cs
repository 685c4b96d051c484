using Accel.Golden;
using Accel.Golden.Generation;

namespace Accel.Models.Tests.Golden;

/// <summary>The rules of numerics, on numbers worked by hand.</summary>
public sealed class WorkedExampleTests
{
    [Theory]

    // 3 stays, 3 + 3 = 6 fires, 2 stays, 2 + 3 = 5 fires.
    [InlineData(ResetKind.Hard, 0, FiringRule.AtThreshold, "3 3 2 3", 5, "0 1 0 1")]

    // At threshold exactly: u = 5 fires under >=, and not under >.
    [InlineData(ResetKind.Hard, 0, FiringRule.AtThreshold, "5 0 0 0", 5, "1 0 0 0")]
    [InlineData(ResetKind.Hard, 0, FiringRule.AboveThreshold, "5 0 1 0", 5, "0 0 1 0")]

    // Soft: 12 fires and leaves 7, which fires and leaves 2, then 2, then 5 fires.
    [InlineData(ResetKind.Soft, 0, FiringRule.AtThreshold, "12 0 0 3", 5, "1 1 0 1")]

    // Soft under >: theta itself is subtracted, 6 leaves 1, then 1 + 4 = 5 stays, then 6 fires.
    [InlineData(ResetKind.Soft, 0, FiringRule.AboveThreshold, "6 4 1 0", 5, "1 0 1 0")]

    // Leak by half: 4 -> 2, 2 + 2 = 4 -> 2, 2 + 3 = 5 fires.
    [InlineData(ResetKind.Hard, 1, FiringRule.AtThreshold, "4 2 3 0", 5, "0 0 1 0")]

    // An arithmetic shift: -3 >> 1 is -2, so -2 + 6 = 4 stays; with rounding to 0 it would be 5.
    [InlineData(ResetKind.Hard, 1, FiringRule.AtThreshold, "-3 6 0 0", 5, "0 0 0 0")]

    // Quarter, soft: 21 fires, (21 - 5) >> 2 = 4; 4 + 1 = 5 fires, 0.
    [InlineData(ResetKind.Soft, 2, FiringRule.AtThreshold, "21 1 4 1", 5, "1 1 0 0")]
    public void A_binary_neuron(ResetKind reset, int leak, FiringRule firing, string currents, int theta, string spikes) =>
        Assert.Equal(Numbers(spikes), Run(reset, leak, firing, currents, (n, x) => n.Binary(x, [theta])));

    [Theory]
    [InlineData(ResetKind.Hard, 0, FiringRule.AtThreshold, "-3 -2 4 1", 5, "0 -1 0 1")]
    [InlineData(ResetKind.Hard, 0, FiringRule.AboveThreshold, "-5 -1 5 1", 5, "0 -1 0 1")]

    // Soft: -12 fires -1 and leaves -7, which fires and leaves -2; -2 + 8 = 6 fires +1 and leaves 1.
    [InlineData(ResetKind.Soft, 0, FiringRule.AtThreshold, "-12 0 8 3", 5, "-1 -1 1 0")]

    // Leak: -11 fires, (-11 + 5) >> 1 = -3; -3 - 2 = -5 fires, 0.
    [InlineData(ResetKind.Soft, 1, FiringRule.AtThreshold, "-11 -2 4 0", 5, "-1 -1 0 0")]

    // An arithmetic shift: -3 >> 1 is -2, and -2 - 3 fires; with rounding to 0 it would be -4.
    [InlineData(ResetKind.Hard, 1, FiringRule.AtThreshold, "-3 -3 0 0", 5, "0 -1 0 0")]
    public void A_ternary_neuron(ResetKind reset, int leak, FiringRule firing, string currents, int theta, string spikes) =>
        Assert.Equal(Numbers(spikes), Run(reset, leak, firing, currents, (n, x) => n.Ternary(x, [theta])));

    [Fact]
    public void The_relu_rounds_half_up_and_clamps()
    {
        var neurons = new Neurons(RandomConfiguration.Small(1) with { KBits = 3 });
        Assert.Equal([0, 0, 1, 1, 2, 7, 7, 7], neurons.Relu([-100, 1, 2, 5, 6, 29, 30, 1000], [2]));
        Assert.Equal([0, 0, 3, 7], neurons.Relu([-1, 0, 3, 8], [0]));
    }

    [Fact]
    public void Attention_of_two_tokens_worked_by_hand()
    {
        // One head of 2 channels. Q = [1 0; 1 1], K = [2 3; 0 5], V = [1 -1; 0 1].
        // Q K^T = [2 0; 5 5]; times V: [2 -2; 5 0].
        var (output, gated, dense) = Attention.Of([1, 0, 1, 1], [2, 3, 0, 5], [1, -1, 0, 1], timesteps: 1, dim: 2, heads: 1);
        Assert.Equal([2, -2, 5, 0], output);

        // 3 spikes of Q and 3 non-zeros of V, 2 additions each.
        Assert.Equal((12, 16), (gated, dense));
    }

    [Fact]
    public void Heads_do_not_see_each_other()
    {
        // Two heads of one channel over two tokens: head 1 has no query, so its output is 0.
        var (output, _, _) = Attention.Of([1, 0, 0, 0], [1, 7, 2, 7], [1, 1, 1, 1], timesteps: 1, dim: 2, heads: 2);
        Assert.Equal([3, 0, 0, 0], output);
    }

    [Fact]
    public void A_pool_over_odd_and_even_maps_keeps_the_maximum_of_negative_numbers_too()
    {
        var pooled = Pools.Max([-9L, -8, -7, -6, -5, -4, -3, -2, -1], new Grid(3, 3), channels: 1);
        Assert.Equal([-5L, -4, -2, -1], pooled);
        Assert.Equal([1L], Pools.Max([0L, 1, 0, 0], new Grid(2, 2), channels: 1));
    }

    [Fact]
    public void The_class_is_the_smallest_index_among_the_largest() =>
        Assert.Equal(1, ClassifierForward.Largest([-3, 7, 2, 7]));

    [Fact]
    public void An_input_of_the_wrong_shape_or_kind_is_refused()
    {
        var model = Enumerable.Range(0, 100).Select(s => TestFiles.Small(s)).First(m => m.Configuration.Input == InputKind.Image);
        var shape = model.Configuration.Image;
        var e = Assert.Throws<GoldenInputException>(() => GoldenModel.Run(model, new ImageInput(shape with { Width = 99 }, new byte[99])));
        Assert.Contains("99", e.Message, StringComparison.Ordinal);
        Assert.Throws<GoldenInputException>(() => GoldenModel.Run(model, new SpikeInput(1, shape, new byte[1])));
    }

    [Fact]
    public void A_value_beyond_32_bits_is_refused_and_never_wraps()
    {
        var model = TestFiles.Small();
        var stem = model.Stem.Convolutions[0];
        var wide = model with
        {
            Stem = model.Stem with
            {
                Convolutions = [stem with { Bias = stem.Bias.SetItem(0, int.MaxValue), Shift = stem.Shift.SetItem(0, 24) }],
            },
        };
        var e = Assert.Throws<GoldenRangeException>(() => GoldenModel.Run(wide, RandomInput.Create(model.Configuration, 1)));
        Assert.Contains("patch_embed.u", e.Message, StringComparison.Ordinal);
    }

    private static int[] Run(ResetKind reset, int leak, FiringRule firing, string currents, Func<Neurons, long[], sbyte[]> run)
    {
        var x = Array.ConvertAll(Numbers(currents), static v => (long)v);
        var configuration = RandomConfiguration.Small(1) with { Timesteps = x.Length, Reset = reset, LeakShift = leak, Firing = firing };
        return Array.ConvertAll(run(new Neurons(configuration), x), static s => (int)s);
    }

    private static int[] Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
}
