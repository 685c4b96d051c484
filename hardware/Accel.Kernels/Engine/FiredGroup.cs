using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What 16 neurons fire.</summary>
internal struct FiredGroup
{
    /// <summary>+1.</summary>
    public ushort Positive;

    /// <summary>-1.</summary>
    public ushort Negative;

    /// <summary>Keys of channels 0 to 7; 0 of other neurons.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong LowKeys;

    /// <summary>Keys of channels 8 to 15; 0 of other neurons.</summary>
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public ulong HighKeys;

    /// <summary>The last group of a timestep.</summary>
    public bool EndsTimestep;

    /// <summary>The last timestep of a position.</summary>
    public bool EndsPosition;

    /// <summary>The last one of the step.</summary>
    public bool EndsStep;
}
