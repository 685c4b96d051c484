using Cells = Hast.Transformer.SimpleMemory.SimpleMemory;

namespace Hast.Transformer.SimpleMemory
{
    /// <summary>The bytes of a memory, for the host.</summary>
    public class SimpleMemoryAccessor(Cells simpleMemory)
    {
        /// <summary>The bytes themselves, 4 a cell, little-endian.</summary>
        public Memory<byte> Get() => simpleMemory.Bytes;

        /// <summary>The bytes behind so many cells that are not the memory's; they are copied for it, and are the memory's from now
        /// on.</summary>
        public Memory<byte> Get(int prefixCellCount)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(prefixCellCount);
            if (prefixCellCount == 0)
            {
                return Get();
            }

            Memory<byte> all = new byte[checked((prefixCellCount * Cells.MemoryCellSizeBytes) + simpleMemory.Bytes.Length)];
            var bytes = all[(prefixCellCount * Cells.MemoryCellSizeBytes)..];
            simpleMemory.Bytes.CopyTo(bytes);
            simpleMemory.Bytes = bytes;
            return all;
        }

        /// <summary>Other bytes: they are not copied.</summary>
        public void Set(Memory<byte> data, int prefixCellCount = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(prefixCellCount);
            var bytes = data[checked(prefixCellCount * Cells.MemoryCellSizeBytes)..];
            simpleMemory.Bytes = bytes.Length % Cells.MemoryCellSizeBytes == 0 ? bytes
                : throw new ArgumentException($"{bytes.Length} bytes are no cells of {Cells.MemoryCellSizeBytes}", nameof(data));
        }

        /// <summary>Writes the bytes.</summary>
        public void Store(Stream stream)
        {
            ArgumentNullException.ThrowIfNull(stream);
            stream.Write(Get().Span);
        }

        /// <summary>Writes the bytes into a file.</summary>
        public void Store(string filePath)
        {
            using var file = File.Create(filePath);
            Store(file);
        }

        /// <summary>Reads bytes: as many as the stream is long.</summary>
        public void Load(Stream stream, int prefixCellCount = 0)
        {
            ArgumentNullException.ThrowIfNull(stream);
            ArgumentOutOfRangeException.ThrowIfNegative(prefixCellCount);
            int prefix = checked(prefixCellCount * Cells.MemoryCellSizeBytes);
            byte[] data = new byte[checked(prefix + (int)(stream.Length - stream.Position))];
            stream.ReadExactly(data.AsSpan(prefix));
            Set(data, prefixCellCount);
        }

        /// <summary>Reads a file.</summary>
        public void Load(string filePath, int prefixCellCount = 0)
        {
            using var file = File.OpenRead(filePath);
            Load(file, prefixCellCount);
        }
    }
}

namespace Hast.Transformer.Abstractions.SimpleMemory
{
    /// <summary>The namespace that SimpleMemory lived in once: the package makes its name known everywhere.</summary>
    public static class Moved;
}
