using Accel.Host.EventEngine;
using Layout = Accel.Kernels.EngineStepLayout;
using Header = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>The neurons by numerics' rules; membranes of a position begin at 0 with its first timestep.</summary>
internal sealed class ReferenceNeurons(uint header, int keyMaximum, EventEngineLimits limits)
{
    private readonly long[] _membranes = new long[limits.Lanes];
    private readonly int _leak = (int)(header & 3);
    private readonly bool _soft = ((header >> Header.SoftResetBit) & 1) != 0;
    private readonly long _margin = (header >> Header.AboveThresholdBit) & 1;

    /// <summary>What a lane fires.</summary>
    public int Fire(int neuron, int lane, bool begins, long current, long theta, int shift)
    {
        switch (neuron)
        {
            case Layout.NoNeuron:
                return 0;
            case Layout.ReluNeuron:
                long round = shift == 0 ? 0 : 1L << (shift - 1);
                return (int)Math.Min((Math.Max(current, 0) + round) >> shift, keyMaximum);
        }

        long u = (begins ? 0 : _membranes[lane]) + current;
        ReferenceEngine.RequireBits(u, limits.MembraneBits, "membrane");
        int spike = u >= theta + _margin ? 1 : neuron == Layout.TernaryNeuron && u <= -theta - _margin ? -1 : 0;
        _membranes[lane] = (spike == 0 ? u : _soft ? u - (spike * theta) : 0) >> _leak;
        return spike;
    }
}
