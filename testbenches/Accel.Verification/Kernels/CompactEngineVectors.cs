using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the compact engine: small networks with a trace, every tensor of which is expected.</summary>
public sealed class CompactEngineVectors : IKernelVectors
{
    private const int WordChannels = 16;
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
    /// <param name="cells">Cells of its memory: a random network with more is made a smaller one; the recorded ones are what they are.</param>
    public static CompactEngineVectors OnBoard(CompactEngineLimits limits, int cells)
        => new(limits, static _ => throw new NotSupportedException("vectors of a device run on the device"), cells);

    /// <inheritdoc/>
    public string Kernel => nameof(SpikingTransformerCompactEngine);

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => _recorded ??=
    [
        Random($"recorded: image, {(MostHeads > 1 ? "two heads" : "one head")}", 0, Small(0) with { Input = InputKind.Image, Heads = Math.Min(2, MostHeads), Dim = 8, KBits = 4 }),
        Random("recorded: spikes, soft reset, leak, above threshold", 0, Small(1) with
        {
            Input = InputKind.Spikes, Reset = ResetKind.Soft, LeakShift = 1, Firing = FiringRule.AboveThreshold,
        }),
        Random("recorded: as many channels as there is room for", 0, Small(1) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 4, 4), Stem = new LinearStem(2), KBits = 4, Timesteps = 2, Depth = 1, LeakShift = 0,
            Dim = _limits.Sizes.MaxDim,
            Heads = _limits.Sizes.MaxDim / _limits.Sizes.MaxHeadDim,
            MlpRatio = _limits.Sizes.MaxHiddenDim / _limits.Sizes.MaxDim,
            Classes = _limits.Sizes.MaxClasses,
        }),
        Random("recorded: as many tokens and timesteps as there is room for", 0, Small(1) with
        {
            Input = InputKind.Image, Image = new ImageShape(1, 8, _limits.Sizes.MaxTokens / 8), Stem = new LinearStem(1), KBits = 4,
            Timesteps = _limits.Sizes.MaxTimesteps, Depth = 1, LeakShift = 0, Dim = 8, Heads = 1,
        }),
        Random("recorded: input and result in the third slot", 2, Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 }, slot: 2),
        .. CompactBadPrograms.Of(_limits),
    ];

    /// <inheritdoc/>
    public KernelCase Random(int seed)
    {
        var (name, configuration) = ($"random {seed}", Small(seed));
        var vector = Random(name, seed, configuration);
        if (vector.Memory.Length > _cells)
        {
            int side = 2 * ((LinearStem)configuration.Stem).Patch;
            var image = configuration.Image with { Height = side, Width = side };
            vector = Random(name, seed, configuration with { Image = image, Timesteps = Math.Min(configuration.Timesteps, 2), Depth = 1 });
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
                return EngineCase.Of(name, seed, RandomModel.Create(configuration, seed + attempt), RandomInput.Create(configuration, seed), _limits, slot);
            }
            catch (ModelDoesNotFitException) when (configuration.Timesteps > 1 || configuration.LeakShift > 0)
            {
                configuration = configuration.Timesteps > 1
                    ? configuration with { Timesteps = configuration.Timesteps - 1 }
                    : configuration with { LeakShift = 0 };
            }
        }
    }

    // Each head takes a word of channels at least.
    private int MostHeads => _limits.Sizes.MaxDim / WordChannels;

    private ModelConfiguration Small(int seed)
    {
        var configuration = RandomConfiguration.Small(seed);
        int heads = Math.Min(configuration.Heads, MostHeads);
        int dim = configuration.Dim / configuration.Heads * heads;
        int patch = ((LinearStem)configuration.Stem).Patch;
        return configuration with
        {
            Timesteps = Math.Min(configuration.Timesteps, _limits.Sizes.MaxTimesteps),
            KBits = Math.Min(configuration.KBits, _limits.Sizes.MaxKBits),
            Image = configuration.Image with { Channels = Math.Min(configuration.Image.Channels, _limits.Sizes.MaxDim / (patch * patch)) },
            Heads = heads,
            Dim = dim,
            MlpRatio = Math.Min(configuration.MlpRatio, _limits.Sizes.MaxHiddenDim / dim),
        };
    }
}
