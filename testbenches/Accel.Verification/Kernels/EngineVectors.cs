using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Kernels;
using Accel.Models;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of <see cref="SpikingTransformerEngine"/>: small networks of both stems with a trace, every tensor of which is
/// expected.</summary>
/// <param name="limits">Those of the engine; null for its defaults.</param>
public sealed class EngineVectors(EventEngineLimits? limits = null) : IKernelVectors
{
    private const int MostAttempts = 100;

    private readonly EventEngineLimits _limits = limits ?? EventEngineLimits.Default;
    private readonly Lazy<Action<SimpleMemory>> _plain =
        new(() => limits is null ? static memory => new SpikingTransformerEngine().Run(memory)
        : Compiled(limits));
    private IReadOnlyList<KernelCase>? _recorded;

    /// <inheritdoc/>
    public string Kernel => nameof(SpikingTransformerEngine);

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => _recorded ??=
    [
        Random("recorded: image, linear patches, two heads", 0,
            Small(0, convolution: false) with { Input = InputKind.Image, Heads = 2, Dim = 16 }),
        Random("recorded: spikes, soft reset, leak, above threshold", 0, Small(1, convolution: false) with
        {
            Input = InputKind.Spikes, Reset = ResetKind.Soft, LeakShift = 1, Firing = FiringRule.AboveThreshold,
        }),
        Random("recorded: image, convolutions with both pools", 2, Small(2, convolution: true) with
        {
            Input = InputKind.Image, Stem = new ConvolutionStem([new(5, true), new(8, true)]), Dim = 8, Heads = 1,
        }),
        Random("recorded: spikes, three convolutions", 3, Small(3, convolution: true) with
        {
            Input = InputKind.Spikes, Stem = new ConvolutionStem([new(4, false), new(6, true), new(8, false)]), Dim = 8, Heads = 1,
            Timesteps = 5,
        }),
        Random("recorded: more outputs than lanes", 4, Small(4, convolution: false) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 2, 2), Stem = new LinearStem(1), Dim = 24, Heads = 1, Timesteps = 1,
            Depth = 1, LeakShift = 0,
            MlpRatio = (_limits.Lanes / 24) + 1,
        }),
        Random("recorded: input and result in the third slot", 2,
            Small(2, convolution: false) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 }, slot: 2),
        .. BadPrograms.Of(_limits),
    ];

    /// <inheritdoc/>
    public KernelCase Random(int seed) => Random($"random {seed}", seed, Small(seed, convolution: (seed & 1) != 0));

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => _plain.Value(memory);

    // The same C# with other constants.
    private static Action<SimpleMemory> Compiled(EventEngineLimits limits)
    {
        var options = new TransformOptions { Replacements = limits.ToReplacements() };
        var (assembly, diagnostics) = KernelAssembly.Load(
            KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly), nameof(SpikingTransformerEngine), options);
        return assembly?.EntryPoints[0] ?? throw new GenerationException(nameof(SpikingTransformerEngine), diagnostics);
    }

    // Larger fraction parts than the engine's widths allow come from many leaky timesteps: take fewer then. An engine of few bits has room
    // for some weights and not for others.
    private KernelCase Random(string name, int seed, ModelConfiguration configuration, int slot = 0)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return EngineCase.Of(
                    name, seed, RandomModel.Create(configuration, seed + attempt), RandomInput.Create(configuration, seed), _limits, slot);
            }
            catch (ModelDoesNotFitException) when (
                configuration.Timesteps > 1 || configuration.LeakShift > 0 || attempt < MostAttempts)
            {
                configuration = configuration.Timesteps > 1
                    ? configuration with { Timesteps = configuration.Timesteps - 1 }
                    : configuration with { LeakShift = 0 };
            }
        }
    }

    private ModelConfiguration Small(int seed, bool convolution)
    {
        var configuration = RandomConfiguration.Small(seed, convolution);

        // The weights of an image's first stage times 2^b take several parts, which the engine does not add before a maximum pool.
        bool isPooledImage = configuration is { Input: InputKind.Image, Stem: ConvolutionStem { Stages: [{ Pool: true }] } };
        return configuration with
        {
            KBits = Math.Min(configuration.KBits, _limits.KeyBits),
            Input = isPooledImage ? InputKind.Spikes : configuration.Input,
        };
    }
}
