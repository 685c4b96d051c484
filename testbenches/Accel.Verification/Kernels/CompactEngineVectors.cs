using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the compact engine: small networks with a trace, every tensor of which is expected.</summary>
public sealed class CompactEngineVectors : IKernelVectors
{
    private readonly CompactEngineLimits _limits;
    private readonly Action<SimpleMemory> _runPlain;
    private readonly int _cells = int.MaxValue;
    private IReadOnlyList<KernelCase>? _recorded;

    private CompactEngineVectors(CompactEngineLimits limits, Action<SimpleMemory> runPlain, int cells = int.MaxValue)
        => (_limits, _runPlain, _cells) = (limits, runPlain, cells);

    /// <summary>Vectors of the engine generated without replacements.</summary>
    public static CompactEngineVectors Default { get; }
        = new(CompactEngineLimits.Default, static memory => new SpikingTransformerCompactEngine().Run(memory));

    /// <summary>Vectors of an engine in a device; its own constants decide what it takes, so only the device can run them.</summary>
    /// <param name="limits">What it has room for.</param>
    /// <param name="cells">Cells of its memory: a random network with more is made a smaller one; the recorded ones are what they
    /// are.</param>
    public static CompactEngineVectors OnBoard(CompactEngineLimits limits, int cells)
        => new(limits, static _ => throw new NotSupportedException("vectors of a device run on the device"), cells);

    /// <inheritdoc/>
    public string Kernel => nameof(SpikingTransformerCompactEngine);

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => _recorded ??=
    [
        Random("recorded: image, two heads", 0, Small(0) with { Input = InputKind.Image, Heads = 2, Dim = 8, KBits = 4 }),
        Random("recorded: spikes, soft reset, leak, above threshold", 0, Small(1) with
        {
            Input = InputKind.Spikes, Reset = ResetKind.Soft, LeakShift = 1, Firing = FiringRule.AboveThreshold,
        }),
        Random("recorded: as many channels as there is room for", 0, Small(1) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 4, 4), Stem = new LinearStem(2), KBits = 4, Timesteps = 2, Depth = 1,
            LeakShift = 0,
            Dim = Sizes.MaxDim,
            Heads = Sizes.MaxDim / Sizes.MaxHeadDim,
            MlpRatio = Sizes.MaxHiddenDim / Sizes.MaxDim,
            Classes = Sizes.MaxClasses,
        }),
        Random("recorded: as many tokens and timesteps as there is room for", 0, Small(1) with
        {
            Input = InputKind.Image, Image = new ImageShape(1, 8, Sizes.MaxTokens / 8), Stem = new LinearStem(1), KBits = 4,
            Timesteps = Sizes.MaxTimesteps, Depth = 1, LeakShift = 0, Dim = 8, Heads = 1,
        }),
        Random("recorded: input and result in the third slot", 2, Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 },
            slot: 2),
        .. _limits.MaxSide >= Side ? Convolutions : [],
        .. CompactBadPrograms.Of(_limits),
    ];

    // Both pools, and the last stage without one; odd and even sides.
    private KernelCase[] Convolutions =>
    [
        Random("recorded: convolutions, image", 0, Convolution with { Input = InputKind.Image, Stem = Pooling(true) }),
        Random("recorded: convolutions, spikes", 1,
            Convolution with { Input = InputKind.Spikes, Stem = Pooling(false), Firing = FiringRule.AboveThreshold }),
    ];

    private ModelConfiguration Convolution => Small(1) with
    {
        Image = new ImageShape(2, Side, Side - 1), Timesteps = 2, Depth = 1, LeakShift = 0, KBits = 3, Dim = 6, Heads = 2, MlpRatio = 1,
        Classes = 3,
        Reset = ResetKind.Soft,
    };

    private static ConvolutionStem Pooling(bool last) => new([new ConvolutionStage(3, true), new ConvolutionStage(6, last)]);

    private ModelLimits Sizes => _limits.Sizes;

    /// <inheritdoc/>
    public KernelCase Random(int seed)
    {
        var (name, configuration) = ($"random {seed}", Small(seed));
        var vector = Random(name, seed, configuration);
        if (vector.Memory.Length > _cells)
        {
            int side = configuration.Stem is LinearStem linear ? 2 * linear.Patch : 3;
            var image = configuration.Image with { Height = side, Width = side };
            int dim = configuration.HeadDim;
            var stem = configuration.Stem is ConvolutionStem { Stages: var stages }
                ? new ConvolutionStem([.. stages[..^1], stages[^1] with { Channels = dim }]) : configuration.Stem;
            vector = Random(name, seed, configuration with
            {
                Image = image, Timesteps = Math.Min(configuration.Timesteps, 2), Depth = 1, Heads = 1, Dim = dim, MlpRatio = 1, Stem = stem,
            });
        }

        return vector;
    }

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => _runPlain(memory);

    // Larger fraction parts than the engine's widths allow come from many leaky timesteps: take fewer then.
    private KernelCase Random(string name, int seed, ModelConfiguration configuration, int slot = 0)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return EngineCase.Of(name, seed, RandomModel.Create(configuration, seed + attempt), RandomInput.Create(configuration, seed),
                    _limits, slot);
            }
            catch (ModelDoesNotFitException) when (configuration.Timesteps > 1 || configuration.LeakShift > 0)
            {
                configuration = configuration.Timesteps > 1
                    ? configuration with { Timesteps = configuration.Timesteps - 1 }
                    : configuration with { LeakShift = 0 };
            }
        }
    }

    // One in three has a stem of convolutions, where the engine has them.
    private ModelConfiguration Small(int seed)
    {
        var configuration = RandomConfiguration.Small(seed, convolution: seed % 3 == 0 && seed != 0
            && _limits.MaxSide >= LargestRandomSide);
        int heads = Math.Min(configuration.Heads, Sizes.MaxDim / configuration.HeadDim);
        int dim = configuration.HeadDim * heads;
        var small = configuration with
        {
            Timesteps = Math.Min(configuration.Timesteps, Sizes.MaxTimesteps),
            KBits = Math.Min(configuration.KBits, Sizes.MaxKBits),
            Heads = heads,
            Dim = dim,
            MlpRatio = Math.Min(configuration.MlpRatio, Sizes.MaxHiddenDim / dim),
        };
        if (configuration.Stem is LinearStem { Patch: var patch })
        {
            return small with { Image = configuration.Image with
                { Channels = Math.Min(configuration.Image.Channels, Sizes.MaxDim / (patch * patch)) } };
        }

        var stages = ((ConvolutionStem)configuration.Stem).Stages;
        small = small with { Stem = new ConvolutionStem([.. stages[..^1], stages[^1] with { Channels = dim }]) };
        bool isLarge = small.TokenGrid.Height * small.TokenGrid.Width > Sizes.MaxTokens;
        return isLarge ? small with { Image = configuration.Image with { Height = 4, Width = 4 } } : small;
    }

    private const int Side = 6;
    private const int LargestRandomSide = 7;
}
