using System.Collections.Immutable;

namespace Accel.Verification;

/// <summary>Every kernel that the ladder verifies, smallest first, the engines last.</summary>
public static class KernelVectors
{
    /// <summary>Kernels of tasks that streams join.</summary>
    public static ImmutableArray<IDataflowVectors> Dataflow { get; } =
    [
        new NeuronUnitVectors(),
        new ConvolutionVectors(),
        new SortedMergeVectors(),
        new MatrixProductVectors(),
        new EventLanesVectors(),
        new EventFrontEndVectors(),
        new SpikingPipelineVectors(),
    ];

    /// <summary>One entry per kernel.</summary>
    public static ImmutableArray<IKernelVectors> All { get; } =
    [
        new NeuronVectors(isTernary: false),
        new NeuronVectors(isTernary: true),
        new ReluVectors(),
        new ShortcutVectors(),
        new LinearVectors(),
        new SpikingConvolutionVectors(),
        new ClassifierVectors(),
        new AttentionVectors(),
        new SumVectors(),
        new AccumulateVectors(isCalled: false),
        new AccumulateVectors(isCalled: true),
        new Attention16Vectors(),
        .. Dataflow,
        CompactEngineVectors.Default,
        new EngineVectors(),
    ];
}
