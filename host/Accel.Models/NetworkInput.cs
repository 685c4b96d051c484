namespace Accel.Models;

/// <summary>One input of a network.</summary>
public abstract record NetworkInput;

/// <summary>An unsigned 8-bit image [C, H, W], row-major.</summary>
public sealed record ImageInput(ImageShape Shape, ReadOnlyMemory<byte> Pixels) : NetworkInput;

/// <summary>A binary spike tensor [T, C, H, W], row-major, one byte (0 or 1) an element.</summary>
public sealed record SpikeInput(int Timesteps, ImageShape Shape, ReadOnlyMemory<byte> Spikes) : NetworkInput;
