using System.Numerics;

namespace Accel.Rtl.Simulation;

/// <summary>Registers and memories by name, and values that fit: what all simulators ask of their arguments.</summary>
internal static class NamedState
{
    /// <exception cref="ArgumentException">There is no such register.</exception>
    public static RegisterSignal FindRegister(this ISimulator simulator, string register)
        => simulator.Names.FindSignal(register) as RegisterSignal
            ?? throw new ArgumentException($"module {simulator.Module.Name} has no register {register}", nameof(register));

    /// <exception cref="ArgumentException">There is no such memory.</exception>
    public static Memory FindMemory(this ISimulator simulator, string memory)
        => simulator.Names.FindMemory(memory) ?? throw new ArgumentException($"module {simulator.Module.Name} has no memory {memory}", nameof(memory));

    /// <exception cref="ArgumentException">There is no such memory, or it has no such word.</exception>
    public static Memory FindMemory(this ISimulator simulator, string memory, int word)
    {
        var found = simulator.FindMemory(memory);
        ArgumentOutOfRangeException.ThrowIfNegative(word);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(word, found.Depth);
        return found;
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is negative or has more bits.</exception>
    public static void RequireFits(BigInteger value, int widthBits, string what)
    {
        if (value.Sign < 0 || value.GetBitLength() > widthBits)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} has {widthBits} bits");
    }
}
