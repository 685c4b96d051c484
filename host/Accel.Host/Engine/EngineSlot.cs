namespace Accel.Host.Engine;

/// <summary>
/// A place for one input and its result in the engine's memory. The trace of every layer has one place, whatever the slot.
/// </summary>
/// <param name="InputCell">First cell of the encoded input.</param>
/// <param name="ResultCell">First cell of the result.</param>
public readonly record struct EngineSlot(int InputCell, int ResultCell)
{
    /// <summary>The two cells that send the engine to this slot, for <see cref="EngineProgram.PointerCell"/>.</summary>
    public uint[] Pointers => [(uint)InputCell, (uint)ResultCell];
}
