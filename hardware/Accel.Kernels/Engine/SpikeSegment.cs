using Accel.Hast;

namespace Accel.Kernels;

/// <summary>An interval of pieces whose spikes are added, and the set that is made of them.</summary>
internal struct SpikeSegment
{
    /// <summary>Its first word.</summary>
    [Range(0, SpikingTransformerEngine.SpikeWords - 1)]
    public int FirstWord;

    /// <summary>Words that follow it.</summary>
    [Range(0, SpikingTransformerEngine.SpikeWords - 1)]
    public int Words;

    /// <summary>None follows.</summary>
    public bool IsOneWord;

    /// <summary>Pieces of the first word.</summary>
    [Range(0, 15)]
    public int FirstMask;

    /// <summary>Pieces of the last word.</summary>
    [Range(0, 15)]
    public int LastMask;

    /// <summary>Row of the first word's piece 0 in each bank, in eights.</summary>
    [Range(0, (SpikingTransformerEngine.BankRows / 8) - 1)]
    public int Base;

    /// <summary>The set.</summary>
    public SpikeSet Set;

    /// <summary>Its last interval.</summary>
    public bool EndsSet;

    /// <summary>The step ends with it.</summary>
    public bool EndsStep;
}
