namespace Hast.Layer
{
    /// <summary>The devices that hardware can be generated for.</summary>
    internal sealed record DeviceManifest(string Name, uint ClockFrequencyHz, ulong AvailableMemoryBytes) : IDeviceManifest
    {
        /// <summary>The device that is there without hardware.</summary>
        internal const string Simulation = "Simulation";

        private const uint MHz = 1_000_000;
        private const ulong MiB = 1UL << 20, GiB = 1UL << 30;

        /// <summary>All of them: clocks and memories are those of Hastlayer's frameworks for these boards.</summary>
        internal static IReadOnlyList<DeviceManifest> All { get; } =
        [
            new(Simulation, 100 * MHz, 16 * MiB),
            new(Xilinx.Drivers.NexysA7Driver.NexysA7, 100 * MHz, 110 * MiB),
            new(Xilinx.Drivers.Nexys4DdrDriver.Nexys4Ddr, 100 * MHz, 110 * MiB),
            new(Xilinx.Drivers.AlveoU50Driver.AlveoU50, 300 * MHz, 2 * GiB),
            new(Xilinx.Drivers.AlveoU200Driver.AlveoU200, 300 * MHz, 2 * GiB),
            new(Xilinx.Drivers.AlveoU250Driver.AlveoU250, 300 * MHz, 2 * GiB),
            new(Xilinx.Drivers.AlveoU280Driver.AlveoU280, 300 * MHz, 2 * GiB),
        ];

        /// <inheritdoc/>
        public IEnumerable<string> SupportedCommunicationChannelNames { get; } =
            Name == Simulation ? ["sim:"] : ["sim:", "serial:", "pcie:"];

        /// <inheritdoc/>
        public string DefaultCommunicationChannelName => "sim:";
    }
}

namespace Hast.Xilinx.Drivers
{
    /// <summary>Digilent's Nexys A7.</summary>
    public static class NexysA7Driver
    {
        /// <summary>Its name.</summary>
        public const string NexysA7 = "Nexys A7";
    }

    /// <summary>Digilent's Nexys 4 DDR.</summary>
    public static class Nexys4DdrDriver
    {
        /// <summary>Its name.</summary>
        public const string Nexys4Ddr = "Nexys4 DDR";
    }

    /// <summary>Xilinx's Alveo U50.</summary>
    public static class AlveoU50Driver
    {
        /// <summary>Its name.</summary>
        public const string AlveoU50 = "Alveo U50";
    }

    /// <summary>Xilinx's Alveo U200.</summary>
    public static class AlveoU200Driver
    {
        /// <summary>Its name.</summary>
        public const string AlveoU200 = "Alveo U200";
    }

    /// <summary>Xilinx's Alveo U250.</summary>
    public static class AlveoU250Driver
    {
        /// <summary>Its name.</summary>
        public const string AlveoU250 = "Alveo U250";
    }

    /// <summary>Xilinx's Alveo U280.</summary>
    public static class AlveoU280Driver
    {
        /// <summary>Its name.</summary>
        public const string AlveoU280 = "Alveo U280";
    }
}
