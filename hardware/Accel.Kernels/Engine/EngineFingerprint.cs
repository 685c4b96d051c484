namespace Accel.Kernels;

/// <summary>
/// What a program carries that was compiled for an engine of these parameters: f = 31 f + p over all of them, from f = 0. A constant, so
/// that the hardware compares and computes nothing.
/// </summary>
internal static class EngineFingerprint
{
    private const uint Memories = unchecked(
        (((((((SpikingTransformerEngine.Lanes * 31u) + SpikingTransformerEngine.Cores) * 31u) + SpikingTransformerEngine.SpikeWords) * 31u)
            + SpikingTransformerEngine.ShortcutRows) * 31u)
        + SpikingTransformerEngine.BankRows);

    private const uint Numbers = unchecked(
        (((((((Memories * 31u) + SpikingTransformerEngine.AccumulatorBits) * 31u) + SpikingTransformerEngine.ShortcutBits) * 31u)
            + SpikingTransformerEngine.MembraneBits) * 31u)
        + SpikingTransformerEngine.KeyBits);

    private const uint Attention = unchecked(
        (((((((((Numbers * 31u) + SpikingTransformerEngine.AttentionUnits) * 31u) + SpikingTransformerEngine.ProductRows) * 31u)
            + SpikingTransformerEngine.KeyRows) * 31u)
            + SpikingTransformerEngine.ProductBits) * 31u)
        + SpikingTransformerEngine.LeftShiftBits);

    /// <summary>The fingerprint.</summary>
    public const uint Value = unchecked(
        (((((((((Attention * 31u) + SpikingTransformerEngine.PoolRows) * 31u) + SpikingTransformerEngine.MaxSize) * 31u)
            + SpikingTransformerEngine.MaxTimesteps) * 31u)
        + SpikingTransformerEngine.MaxClasses) * 31u)
        + SpikingTransformerEngine.Counts);
}
