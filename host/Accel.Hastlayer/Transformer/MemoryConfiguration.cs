using Cells = Hast.Transformer.SimpleMemory.SimpleMemory;

namespace Hast.Synthesis.Models
{
    /// <summary>How a device wants memories.</summary>
    public interface IMemoryConfiguration
    {
        /// <summary>Bytes of their alignment; 0: links align by themselves.</summary>
        int Alignment { get; }

        /// <summary>Cells before the first one; 0: links need none.</summary>
        int MinimumPrefix { get; }
    }

    /// <inheritdoc cref="IMemoryConfiguration"/>
    internal sealed record MemoryConfiguration : IMemoryConfiguration
    {
        public int Alignment => 0;

        public int MinimumPrefix => 0;
    }
}

namespace Hast.Transformer.SimpleMemory
{
    /// <summary>Memories as a device wants them.</summary>
    public static class SimpleMemoryExtensions
    {
        extension(Cells)
        {
            /// <summary>A memory of zeroed cells.</summary>
            public static Cells Create(Synthesis.Models.IMemoryConfiguration memoryConfiguration, int cellCount)
            {
                ArgumentNullException.ThrowIfNull(memoryConfiguration);
                return Cells.CreateSoftwareMemory(cellCount);
            }
        }
    }

    /// <summary>Cells that a device has room for.</summary>
    public static class SimpleMemoryDeviceManifestExtensions
    {
        /// <summary>Cells of the device's memory.</summary>
        public static ulong GetAvailableSimpleMemoryCellCount(this Layer.IDeviceManifest deviceManifest)
        {
            ArgumentNullException.ThrowIfNull(deviceManifest);
            return deviceManifest.AvailableMemoryBytes / Cells.MemoryCellSizeBytes;
        }
    }
}
