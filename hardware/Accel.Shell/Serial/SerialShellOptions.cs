using System.Numerics;

namespace Accel.Shell.Serial;

/// <summary>What a device behind a serial line is like.</summary>
public sealed record SerialShellOptions
{
    private const int OverheadBytes = 16;

    /// <summary>Frequency of the clock in hertz.</summary>
    public required int ClockHz { get; init; }

    /// <summary>Cells of the memory: 32 bits each, in block RAM.</summary>
    public required int MemoryCells { get; init; }

    /// <summary>Name of the board, at most 16 ASCII characters.</summary>
    public required string Board { get; init; }

    /// <summary>The rate at which the device begins, in bits per second; at least 12 clock cycles per bit.</summary>
    public int BaseBaud { get; init; } = 115_200;

    /// <summary>Largest payload of a frame: a multiple of 4, from 40 cells, which the identity needs, to 1,024 bytes.</summary>
    public int LargestPayloadBytes { get; init; } = 1024;

    /// <summary>The receive buffer: a power of two with room for the largest frame on the line.</summary>
    public int ReceiveBufferBytes { get; init; } = 4096;

    /// <summary>Clock cycles of a bit at the base rate, in 1/256 cycles, rounded.</summary>
    public uint BaseRate => (uint)ExactRate;

    private long ExactRate => (((long)ClockHz * 256) + (BaseBaud / 2)) / BaseBaud;

    /// <summary>What small FPGAs have room for: payloads of 256 bytes, a receive buffer of 512.</summary>
    public SerialShellOptions Small() => this with { LargestPayloadBytes = 256, ReceiveBufferBytes = 512 };

    /// <exception cref="ArgumentException">An option is out of range, or two do not fit together.</exception>
    internal void Check()
    {
        Require(ClockHz > 0 && BaseBaud > 0, $"a clock of {ClockHz} Hz and a line of {BaseBaud} baud: both must be above 0");
        Require(ExactRate <= uint.MaxValue,
            $"{ClockHz} Hz are too many for a line of {BaseBaud} baud: a bit takes {ExactRate / 256} cycles, and {uint.MaxValue / 256} are possible");
        Require(ExactRate >= 12 * 256,
            $"the clock of {ClockHz} Hz has {(double)ClockHz / BaseBaud:F1} cycles for a bit at {BaseBaud} baud; at least 12 are needed");
        Require(MemoryCells is >= 2 and <= 1 << 28, $"{MemoryCells} cells of memory: 2 to {1 << 28} are possible");
        Require(LargestPayloadBytes is >= 160 and <= 1024 && LargestPayloadBytes % 4 == 0, $"a payload of {LargestPayloadBytes} bytes: 160 to 1024 are possible, multiples of 4");
        int frame = LargestPayloadBytes + OverheadBytes;
        int onTheLine = frame + (frame / 254) + 2;
        Require(
            BitOperations.IsPow2(ReceiveBufferBytes) && ReceiveBufferBytes >= onTheLine,
            $"a receive buffer of {ReceiveBufferBytes} bytes: it must be a power of two, and the largest frame has {onTheLine} bytes on the line");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}
