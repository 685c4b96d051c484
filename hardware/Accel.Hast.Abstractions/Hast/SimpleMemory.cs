using System.Buffers.Binary;

namespace Hast.Transformer.SimpleMemory;

/// <summary>
/// The memory that a kernel and the host share: an array of 32-bit cells, addressed by cell. Same public surface as Hastlayer's
/// type of this name, as far as a kernel needs it.
/// </summary>
public sealed class SimpleMemory
{
    /// <summary>Bytes per cell.</summary>
    public const int MemoryCellSizeBytes = sizeof(int);

    private SimpleMemory(int cellCount) => Bytes = new byte[checked(cellCount * MemoryCellSizeBytes)];

    /// <summary>Number of cells.</summary>
    public int CellCount => Bytes.Length / MemoryCellSizeBytes;

    /// <summary>All cells, little-endian: for hosts that hand bytes over as they are.</summary>
    internal Memory<byte> Bytes { get; set; }

    /// <summary>Makes a memory of zeroed cells, for running a kernel as plain C#.</summary>
    /// <param name="cellCount">Number of 32-bit cells.</param>
    public static SimpleMemory CreateSoftwareMemory(int cellCount) => new(cellCount);

    /// <summary>Writes up to four bytes to a cell; the others become 0.</summary>
    public void Write4Bytes(int cellIndex, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > MemoryCellSizeBytes)
        {
            throw new ArgumentException($"a cell takes {MemoryCellSizeBytes} bytes, not {bytes.Length}", nameof(bytes));
        }

        var cell = Cell(cellIndex);
        cell.Clear();
        bytes.CopyTo(cell);
    }

    /// <summary>Reads the four bytes of a cell.</summary>
    public byte[] Read4Bytes(int cellIndex) => Cell(cellIndex).ToArray();

    /// <summary>Writes an unsigned number to a cell.</summary>
    public void WriteUInt32(int cellIndex, uint number) => BinaryPrimitives.WriteUInt32LittleEndian(Cell(cellIndex), number);

    /// <summary>Reads a cell as an unsigned number.</summary>
    public uint ReadUInt32(int cellIndex) => BinaryPrimitives.ReadUInt32LittleEndian(Cell(cellIndex));

    /// <summary>Writes a number to a cell.</summary>
    public void WriteInt32(int cellIndex, int number) => BinaryPrimitives.WriteInt32LittleEndian(Cell(cellIndex), number);

    /// <summary>Reads a cell as a number.</summary>
    public int ReadInt32(int cellIndex) => BinaryPrimitives.ReadInt32LittleEndian(Cell(cellIndex));

    /// <summary>Writes a truth value to a cell, true as all ones.</summary>
    public void WriteBoolean(int cellIndex, bool boolean) => WriteUInt32(cellIndex, boolean ? uint.MaxValue : uint.MinValue);

    /// <summary>Reads a cell as a truth value: anything but 0 is true.</summary>
    public bool ReadBoolean(int cellIndex) => ReadUInt32(cellIndex) != uint.MinValue;

    private Span<byte> Cell(int cellIndex)
    {
        if ((uint)cellIndex >= (uint)CellCount)
        {
            throw new ArgumentOutOfRangeException(nameof(cellIndex), cellIndex, $"the memory has {CellCount} cells");
        }

        return Bytes.Span.Slice(cellIndex * MemoryCellSizeBytes, MemoryCellSizeBytes);
    }
}
