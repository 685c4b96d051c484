using System.Collections.Immutable;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Models;
using Accel.Models.Widths;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the engine: small networks with a trace, every tensor of which is expected.</summary>
public sealed class EngineVectors : IKernelVectors
{
    /// <inheritdoc/>
    public string Kernel => nameof(SpikingTransformerEngine);

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded =>
    [
        Random("recorded: image, two heads", 0, Small(0) with { Input = InputKind.Image, Heads = 2, Dim = 8, KBits = 4 }),
        Random("recorded: spikes, soft reset, leak, above threshold", 0, Small(1) with
        {
            Input = InputKind.Spikes, Reset = ResetKind.Soft, LeakShift = 1, Firing = FiringRule.AboveThreshold,
        }),
        Random("recorded: as many channels as there is room for", 0, Small(1) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 4, 4), Stem = new LinearStem(2), KBits = 4, Timesteps = 2, Depth = 1, LeakShift = 0,
            Dim = SpikingTransformerEngine.MaxDim,
            Heads = SpikingTransformerEngine.MaxDim / SpikingTransformerEngine.MaxHeadDim,
            MlpRatio = SpikingTransformerEngine.MaxHiddenDim / SpikingTransformerEngine.MaxDim,
            Classes = SpikingTransformerEngine.MaxClasses,
        }),
        Random("recorded: as many tokens and timesteps as there is room for", 0, Small(1) with
        {
            Input = InputKind.Image, Image = new ImageShape(1, 8, SpikingTransformerEngine.MaxTokens / 8), Stem = new LinearStem(1), KBits = 4,
            Timesteps = SpikingTransformerEngine.MaxTimesteps, Depth = 1, LeakShift = 0, Dim = 8, Heads = 1,
        }),
        Elsewhere(),
        .. BadPrograms.Recorded,
    ];

    /// <inheritdoc/>
    public KernelCase Random(int seed) => Random($"random {seed}", seed, Small(seed));

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => new SpikingTransformerEngine().Run(memory);

    /// <summary>The vector of a model and an input.</summary>
    /// <exception cref="ModelDoesNotFitException">The model is over the engine's default limits.</exception>
    /// <param name="name">The vector's name.</param>
    /// <param name="seed">What it was made from.</param>
    /// <param name="model">The model.</param>
    /// <param name="input">Of the model's shape.</param>
    /// <param name="slot">Which of the program's slots the input and the result lie in.</param>
    public static KernelCase Of(string name, int seed, SpikingTransformerModel model, NetworkInput input, int slot = 0)
    {
        var program = EngineProgram.Compile(model, EngineCapabilities.Limits, trace: true);
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
        return new KernelCase { Name = name, Seed = seed, Memory = memory, Expected = tensors, Widths = Widths(model, tensors) };
    }

    private static KernelCase Elsewhere()
    {
        var configuration = Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };
        return Of("recorded: input and result in the third slot", 2, RandomModel.Create(configuration, 2), RandomInput.Create(configuration, 2), slot: 2);
    }

    // The kinds whose proof is about the tensor's own values; those of accumulators and membranes are about numbers on the way to them.
    private static ImmutableArray<TensorWidth> Widths(SpikingTransformerModel model, ImmutableArray<ExpectedRegion> tensors) =>
    [
        .. WidthProof.Prove(model)
            .Where(row => row.Kind is WidthKind.Shortcut or WidthKind.Attention or WidthKind.Logit && tensors.Any(t => t.Expected.Name == row.Tensor))
            .Select(static row => new TensorWidth(row.Tensor, row.Bits, row.Available(EngineCapabilities.Limits))),
    ];

    // Larger fraction parts than the engine's widths allow come from many leaky timesteps: take fewer then.
    private static KernelCase Random(string name, int seed, ModelConfiguration configuration)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return Of(name, seed, RandomModel.Create(configuration, seed + attempt), RandomInput.Create(configuration, seed));
            }
            catch (ModelDoesNotFitException) when (configuration.Timesteps > 1 || configuration.LeakShift > 0)
            {
                configuration = configuration.Timesteps > 1
                    ? configuration with { Timesteps = configuration.Timesteps - 1 }
                    : configuration with { LeakShift = 0 };
            }
        }
    }

    private static ModelConfiguration Small(int seed)
    {
        var configuration = RandomConfiguration.Small(seed);
        return configuration with { Timesteps = Math.Min(configuration.Timesteps, 4), KBits = Math.Min(configuration.KBits, 4) };
    }
}
