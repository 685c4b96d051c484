using System.Numerics;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models.Tests.Golden;
using Accel.Models.Widths;
using CsCheck;

namespace Accel.Models.Tests.Widths;

public sealed class WidthProofTests
{
    private static readonly ModelLimits Generous = new()
    {
        MaxTokens = 1000,
        MaxDim = 1000,
        MaxHiddenDim = 1000,
        MaxTimesteps = 10,
        MaxClasses = 100,
        MaxHeadDim = 100,
        MaxKBits = 8,
        AccumulatorBits = 64,
        MembraneBits = 64,
        ShortcutBits = 64,
        AttentionBits = 64,
        LogitBits = 64,
    };

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 2)]
    [InlineData(-1, 0, 1)]
    [InlineData(-128, 127, 8)]
    [InlineData(-129, 0, 9)]
    [InlineData(0, 128, 9)]
    public void Bits_of_an_interval(int min, int max, int bits) => Assert.Equal(bits, new Interval(min, max).Bits);

    [Fact]
    public void Whatever_happens_in_a_network_fits_the_proved_widths() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Bool).Sample(
            (seed, convolution) =>
            {
                var model = RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed);
                var rows = WidthProof.Prove(model);
                void Fits(WidthKind kind, string layer, BigInteger value)
                {
                    var row = rows.Single(r => r.Kind == kind && r.Layer == layer);
                    Assert.True(Bits(value) <= row.Bits, $"{layer}: {kind} {value} needs more than {row.Bits} bits");
                }

                new NaiveNetwork(model) { Observe = Fits }.Run(RandomInput.Create(model.Configuration, seed + 5));
                var golden = GoldenModel.Run(model, RandomInput.Create(model.Configuration, seed + 5));
                foreach (var row in rows.Where(r => r.Kind is WidthKind.Shortcut or WidthKind.Attention or WidthKind.Logit))
                {
                    Assert.All(golden.Tensor(row.Tensor).Values, v => Assert.True(Bits(v) <= row.Bits));
                }
            },
            iter: 25);

    [Theory]
    [InlineData(InputKind.Spikes)]
    [InlineData(InputKind.Image)]
    public void The_bounds_of_a_linear_layer_are_reached(InputKind kind)
    {
        // One token, no position: the patch that matches the signs of the worst channel's weights.
        var configuration = RandomConfiguration.Small(4) with { Input = kind, Image = new ImageShape(2, 3, 3), Stem = new LinearStem(3) };
        var model = RandomModel.Create(configuration, 9);
        model = model with { Stem = model.Stem with { Position = [] } };
        var worst = WidthProof.Prove(model).First(r => r.Kind == WidthKind.Shortcut);
        var stem = model.Stem.Convolutions[0];
        var weights = stem.Weight.AsSpan(worst.Channel * stem.Inputs, stem.Inputs).ToArray();
        var most = kind == InputKind.Image ? (byte)255 : (byte)1;
        foreach (var (sign, bound) in new[] { (1, worst.Range.Max), (-1, worst.Range.Min) })
        {
            byte[] patch = [.. weights.Select(w => w * sign > 0 ? most : (byte)0)];
            NetworkInput input = kind == InputKind.Image
                ? new ImageInput(configuration.Image, patch)
                : new SpikeInput(configuration.Timesteps, configuration.Image, Enumerable.Repeat(patch, configuration.Timesteps).SelectMany(p => p).ToArray());
            Assert.Equal(bound, GoldenModel.Run(model, input).Tensor("patch_embed.u").Values[worst.Channel]);
        }
    }

    [Fact]
    public void The_range_of_a_membrane_is_that_of_all_sequences_of_currents()
    {
        Int128[] currents = [-3, -2, -1, 0, 1, 2, 3, 4];
        foreach (var (reset, firing, leak, ternary, theta) in
            from reset in Enum.GetValues<ResetKind>()
            from firing in Enum.GetValues<FiringRule>()
            from leak in new[] { 0, 1, 2 }
            from ternary in new[] { false, true }
            from theta in new[] { 1, 2, 3, 5, 9, 40 }
            select (reset, firing, leak, ternary, theta))
        {
            var c = RandomConfiguration.Small(1) with { Timesteps = 3, Reset = reset, Firing = firing, LeakShift = leak };
            var neurons = new Neurons(c);
            var (min, max) = ((Int128)(ternary ? -theta : 0), (Int128)theta);
            foreach (var (a, b, d) in from a in currents from b in currents from d in currents select (a, b, d))
            {
                // The membrane before the reset, from the spikes alone.
                long[] x = [(long)a, (long)b, (long)d];
                var s = ternary ? neurons.Ternary(x, [theta]) : neurons.Binary(x, [theta]);
                long h = 0;
                for (var t = 0; t < 3; t++)
                {
                    var u = h + x[t];
                    (min, max) = (Int128.Min(min, u), Int128.Max(max, u));
                    h = s[t] != 0 && reset == ResetKind.Hard ? 0 : (u - (s[t] * theta)) >> leak;
                }
            }

            Assert.Equal(new Interval(min, max), MembraneRange.Of(new Interval(-3, 4), theta, c, ternary));
        }
    }

    [Theory]
    [InlineData(WidthKind.Accumulator)]
    [InlineData(WidthKind.Membrane)]
    [InlineData(WidthKind.Shortcut)]
    [InlineData(WidthKind.Attention)]
    [InlineData(WidthKind.Logit)]
    public void An_engine_with_one_bit_less_than_needed_is_refused_by_layer_and_channel(WidthKind kind)
    {
        var model = TestFiles.Small(11);
        var worst = WidthProof.Prove(model).Where(r => r.Kind == kind).MaxBy(r => r.Bits)!;
        WidthProof.Check(model, With(kind, worst.Bits));
        var e = Assert.Throws<ModelDoesNotFitException>(() => WidthProof.Check(model, With(kind, worst.Bits - 1)));
        Assert.Equal((worst.Layer, worst.Channel, worst.Bits, worst.Bits - 1), (e.Layer, e.Channel, e.Needed, e.Available));
        Assert.Contains($"{worst.Layer}, channel {worst.Channel}", e.Message, StringComparison.Ordinal);
        Assert.Contains($"needs {worst.Bits} bits, the engine has {worst.Bits - 1}", e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void A_size_beyond_the_engines_is_refused_by_name()
    {
        var model = TestFiles.Small(11);
        var c = model.Configuration;
        foreach (var (name, limits, needed) in new[]
        {
            ("tokens", Generous with { MaxTokens = model.Tokens - 1 }, model.Tokens),
            ("channels of a token", Generous with { MaxDim = c.Dim - 1 }, c.Dim),
            ("hidden channels", Generous with { MaxHiddenDim = c.HiddenDim - 1 }, c.HiddenDim),
            ("timesteps", Generous with { MaxTimesteps = c.Timesteps - 1 }, c.Timesteps),
            ("classes", Generous with { MaxClasses = c.Classes - 1 }, c.Classes),
            ("channels of one head", Generous with { MaxHeadDim = c.HeadDim - 1 }, c.HeadDim),
            ("bits of K", Generous with { MaxKBits = c.KBits - 1 }, c.KBits),
        })
        {
            var e = Assert.Throws<ModelDoesNotFitException>(() => WidthProof.Check(model, limits));
            Assert.Contains($"{needed} {name}", e.Message, StringComparison.Ordinal);
            Assert.Equal((needed, needed - 1), (e.Needed, e.Available));
        }
    }

    [Fact]
    public void The_rounding_of_k_counts()
    {
        // The accumulator is at most 3; with 1 << 9 added for rounding it needs 10 bits more than a sign.
        var (rounded, largest) = LayerRange.Relu(new Interval(-4, 3), shift: 10, kBits: 4);
        Assert.Equal((new Interval(-4, 515), 0), (rounded, largest));
        Assert.Equal(15, LayerRange.Relu(new Interval(-4, 1000), shift: 2, kBits: 4).LargestKey);
    }

    [Fact]
    public void Most_random_models_leak_exactly_and_a_dropped_bit_is_found()
    {
        var configuration = RandomConfiguration.Small(1) with { LeakShift = 2, Timesteps = 3, Reset = ResetKind.Soft };
        var models = Enumerable.Range(0, 20).Select(seed => RandomModel.Create(configuration, seed)).ToArray();
        var model = models.First(m => LeakPrecision.InexactLayers(m).IsEmpty);
        Assert.Contains(models, m => LeakPrecision.InexactLayers(m).Length > 5);
        var fc1 = model.Blocks[0].Fc1;
        var changed = model with
        {
            Blocks = model.Blocks.SetItem(0, model.Blocks[0] with { Fc1 = fc1 with { Threshold = fc1.Threshold.SetItem(0, fc1.Threshold[0] + 8) } }),
        };
        Assert.Equal(["block.0.mlp.fc1_conv"], LeakPrecision.InexactLayers(changed));
        Assert.Empty(LeakPrecision.InexactLayers(changed with { Configuration = configuration with { Reset = ResetKind.Hard } }));
        var stem = model.Stem.Convolutions[0];
        var early = model with { Stem = model.Stem with { Convolutions = [stem with { Shift = [.. stem.Shift.Select(_ => 0)] }] } };
        Assert.Equal("patch_embed.proj_conv", LeakPrecision.InexactLayers(early)[0]);
        Assert.Contains("block.0.mlp.fc2_conv", LeakPrecision.InexactLayers(early));
    }

    private static ModelLimits With(WidthKind kind, int bits) => kind switch
    {
        WidthKind.Accumulator => Generous with { AccumulatorBits = bits },
        WidthKind.Membrane => Generous with { MembraneBits = bits },
        WidthKind.Shortcut => Generous with { ShortcutBits = bits },
        WidthKind.Attention => Generous with { AttentionBits = bits },
        _ => Generous with { LogitBits = bits },
    };

    // Two's complement: as many as -2^(n-1)..2^(n-1)-1 take.
    private static int Bits(BigInteger value) => 1 + (int)(value.Sign < 0 ? -value - 1 : value).GetBitLength();
}
