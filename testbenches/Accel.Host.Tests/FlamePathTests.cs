using Accel.Host.Engine;
using Accel.Verification;

namespace Accel.Host.Tests;

/// <summary>Stacks of a profile: every cycle is in exactly one of them.</summary>
public sealed class FlamePathTests
{
    private static readonly LayerProfile _layer = new()
    {
        Layer = "block.0.attn.q_conv", Steps = 1, Cycles = 60, NeuronCycles = 60, NeuronsAwaitLanes = 20, NeuronsAwaitAttention = 0,
        NeuronsAwaitOutput = 50, LaneCycles = 40, LanesAwaitWeights = 10, LanesAwaitEvents = 5, LanesAwaitNeurons = 1, LanesHeld = 0,
        UsedRows = 1, DenseAdditions = 1, ExecutedAdditions = 1, SharedAdditions = 0, LaneUse = 0.5,
    };

    [Fact]
    public void Waits_that_overlap_are_counted_once_and_the_rest_is_work_or_outside()
    {
        var stacks = FlamePath.Of(new EngineProfile([_layer], Cycles: 100, OutsideCycles: 40, Lanes: 64, Cores: 1));
        Assert.Equal(
            """
            neurons;block.0;attn;q_conv;await lanes 20
            neurons;block.0;attn;q_conv;await output 40
            neurons;start and end 40
            lanes;block.0;attn;q_conv;await neurons 1
            lanes;block.0;attn;q_conv;await weights 10
            lanes;block.0;attn;q_conv;await events 5
            lanes;block.0;attn;q_conv;add 24
            lanes;start and end 60

            """,
            FlamePath.Collapsed(stacks), ignoreLineEndingDifferences: true);
        Assert.Equal(200, stacks.Sum(static s => s.Cycles));
        Assert.Contains("await output: 40 cycles", FlameGraph.Draw("title", stacks).ToString(), StringComparison.Ordinal);
    }
}
