using System.Collections.Immutable;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Models;
using Accel.Models.Widths;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of an engine: small networks with a trace, every tensor of which is expected.</summary>
public sealed class EngineVectors : IKernelVectors
{
    private const int WordChannels = 16;
    private readonly EngineLimits _limits;
    private readonly Action<SimpleMemory> _runPlain;
    private readonly int _cells = int.MaxValue;
    private IReadOnlyList<KernelCase>? _recorded;

    /// <summary>Vectors of <see cref="SpikingTransformerEngine"/>.</summary>
    public EngineVectors()
        : this(nameof(SpikingTransformerEngine), EngineCapabilities.Limits, static memory => new SpikingTransformerEngine().Run(memory))
    {
    }

    private EngineVectors(string kernel, EngineLimits limits, Action<SimpleMemory> runPlain, int cells = int.MaxValue)
        => (Kernel, _limits, _runPlain, _cells) = (kernel, limits, runPlain, cells);

    /// <summary>Vectors of <see cref="SpikingTransformerCompactEngine"/>.</summary>
    public static EngineVectors Compact { get; }
        = new(nameof(SpikingTransformerCompactEngine), EngineCapabilities.CompactLimits, static memory => new SpikingTransformerCompactEngine().Run(memory));

    /// <summary>Vectors of a compact engine in a device; its own constants decide what it takes, so only the device can run them.</summary>
    /// <param name="limits">What it has room for.</param>
    /// <param name="cells">Cells of its memory: a random network with more is made a smaller one; the recorded ones are what they are.</param>
    public static EngineVectors CompactOnBoard(EngineLimits limits, int cells)
        => new(nameof(SpikingTransformerCompactEngine), limits, static _ => throw new NotSupportedException("vectors of a device run on the device"), cells);

    /// <inheritdoc/>
    public string Kernel { get; }

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
            Dim = _limits.MaxDim,
            Heads = _limits.MaxDim / _limits.MaxHeadDim,
            MlpRatio = _limits.MaxHiddenDim / _limits.MaxDim,
            Classes = _limits.MaxClasses,
        }),
        Random("recorded: as many tokens and timesteps as there is room for", 0, Small(1) with
        {
            Input = InputKind.Image, Image = new ImageShape(1, 8, _limits.MaxTokens / 8), Stem = new LinearStem(1), KBits = 4,
            Timesteps = _limits.MaxTimesteps, Depth = 1, LeakShift = 0, Dim = 8, Heads = 1,
        }),
        Random("recorded: input and result in the third slot", 2, Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 }, slot: 2),
        .. BadPrograms.Of(_limits),
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

    /// <summary>The vector of a model and an input.</summary>
    /// <param name="name">What a report calls it.</param>
    /// <param name="seed">The seed it was made from.</param>
    /// <param name="model">The network.</param>
    /// <param name="input">Its input.</param>
    /// <param name="limits">Those of the engine; null for <see cref="SpikingTransformerEngine"/>'s defaults.</param>
    /// <param name="slot">Which of the program's slots the input and the result lie in.</param>
    /// <exception cref="ModelDoesNotFitException">The model is over the limits.</exception>
    public static KernelCase Of(string name, int seed, SpikingTransformerModel model, NetworkInput input, EngineLimits? limits = null, int slot = 0)
    {
        limits ??= EngineCapabilities.Limits;
        var program = EngineProgram.Compile(model, limits, trace: true);
        var place = program.Slots(slot + 1, int.MaxValue)[slot];
        uint[] memory = new uint[program.MemoryCells + (slot * (program.InputCells + program.ResultCells))];
        program.Cells.CopyTo(memory);
        place.Pointers.CopyTo(memory, program.PointerCell);
        program.EncodeInput(input).CopyTo(memory, place.InputCell);
        var golden = GoldenModel.Run(model, input);
        ImmutableArray<ExpectedRegion> tensors =
        [
            .. program.TraceRegions.Select(r => new ExpectedRegion(
                golden.Tensor(r.Name), program.CellOf(r, place), r.Cells, cells => r.Decode(cells).Values)),
            ExpectedRegion.OfCells(new NamedTensor("class", [1], [golden.Class]), place.ResultCell + SpikingTransformerEngineLayout.ClassOffset),
            ExpectedRegion.OfStatus(place.ResultCell + SpikingTransformerEngineLayout.StatusOffset, SpikingTransformerEngineLayout.StatusDone),
        ];
        return new KernelCase { Name = name, Seed = seed, Memory = memory, Expected = tensors, Widths = Widths(model, tensors, limits) };
    }

    // The kinds whose proof is about the tensor's own values; those of accumulators and membranes are about numbers on the way to them.
    private static ImmutableArray<TensorWidth> Widths(SpikingTransformerModel model, ImmutableArray<ExpectedRegion> tensors, EngineLimits limits) =>
    [
        .. WidthProof.Prove(model)
            .Where(row => row.Kind is WidthKind.Shortcut or WidthKind.Attention or WidthKind.Logit && tensors.Any(t => t.Expected.Name == row.Tensor))
            .Select(row => new TensorWidth(row.Tensor, row.Bits, row.Available(limits))),
    ];

    // Larger fraction parts than the engine's widths allow come from many leaky timesteps: take fewer then.
    private KernelCase Random(string name, int seed, ModelConfiguration configuration, int slot = 0)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return Of(name, seed, RandomModel.Create(configuration, seed + attempt), RandomInput.Create(configuration, seed), _limits, slot);
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
    private int MostHeads => _limits.MaxDim / WordChannels;

    private ModelConfiguration Small(int seed)
    {
        var configuration = RandomConfiguration.Small(seed);
        int heads = Math.Min(configuration.Heads, MostHeads);
        int dim = configuration.Dim / configuration.Heads * heads;
        int patch = ((LinearStem)configuration.Stem).Patch;
        return configuration with
        {
            Timesteps = Math.Min(configuration.Timesteps, _limits.MaxTimesteps),
            KBits = Math.Min(configuration.KBits, _limits.MaxKBits),
            Image = configuration.Image with { Channels = Math.Min(configuration.Image.Channels, _limits.MaxDim / (patch * patch)) },
            Heads = heads,
            Dim = dim,
            MlpRatio = Math.Min(configuration.MlpRatio, _limits.MaxHiddenDim / dim),
        };
    }
}
