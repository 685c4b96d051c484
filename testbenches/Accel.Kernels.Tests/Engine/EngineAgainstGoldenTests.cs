using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class EngineAgainstGoldenTests
{
    /// <summary>Random options brought within the engine's default limits.</summary>
    internal static ModelConfiguration Configuration(int seed)
    {
        var c = RandomConfiguration.Small(seed);
        return c with { Timesteps = Math.Min(c.Timesteps, 4), KBits = Math.Min(c.KBits, 4) };
    }

    // Plain C# computes in 32 bits whatever the promises say, so wider models than the default hardware's may be compared.
    private static readonly EngineLimits Wide = EngineCapabilities.Limits with
    {
        AccumulatorBits = 32,
        MembraneBits = 32,
        ShortcutBits = 32,
        AttentionBits = 32,
        LogitBits = 32,
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_tensor_of_random_models_equals_the_golden_model(int seed)
    {
        for (int i = seed; i < seed + 20; i++)
        {
            var configuration = Configuration(i);
            EngineRun.EqualsGolden(RandomModel.Create(configuration, i), Wide, RandomInput.Create(configuration, i + 7));
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 10).Select(i => 1000 + (20 * i))];

    [Theory]
    [InlineData(1, 64, 49, 4, 256)]
    [InlineData(2, 64, 64, 4, 256)]
    [InlineData(4, 64, 25, 3, 128)]
    [InlineData(1, 32, 1, 1, 32)]
    [InlineData(2, 20, 9, 2, 60)]
    public void Every_tensor_at_the_limits_equals_the_golden_model(int heads, int dim, int tokens, int timesteps, int hidden)
    {
        int side = (int)Math.Sqrt(tokens);
        heads = Math.Max(heads, dim / 32);
        var configuration = new ModelConfiguration
        {
            Name = $"limit-{heads}-{dim}-{tokens}",
            Timesteps = timesteps,
            Input = heads == 4 ? InputKind.Spikes : InputKind.Image,
            Image = new ImageShape(1, side * 8, side * 8),
            Stem = new LinearStem(8),
            Dim = dim,
            Heads = heads,
            Depth = 1,
            MlpRatio = hidden / dim,
            Classes = 16,
            LeakShift = 0,
            Reset = ResetKind.Hard,
            Firing = FiringRule.AtThreshold,
            WeightBits = 8,
            KBits = 4,
        };
        EngineRun.EqualsGolden(RandomModel.Create(configuration, dim), EngineCapabilities.Limits, RandomInput.Create(configuration, 3));
    }

    [Fact]
    public void A_trained_model_gives_the_golden_class_without_a_trace()
    {
        var configuration = Configuration(5);
        var model = RandomModel.Create(configuration, 5);
        var input = RandomInput.Create(configuration, 6);
        var program = EngineProgram.Compile(model, EngineCapabilities.Limits, trace: false);
        var memory = EngineRun.MemoryOf(program, input);
        new SpikingTransformerEngine().Run(memory);
        Assert.Single(program.TraceRegions);
        Assert.Equal(Golden.GoldenModel.Run(model, input).Class, program.DecodeResult(EngineRun.Cells(memory, program.ResultCell, program.ResultCells)).Class);
    }
}
