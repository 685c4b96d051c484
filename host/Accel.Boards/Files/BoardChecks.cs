using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.Rtl.Estimation;

namespace Accel.Boards;

/// <summary>What a board file must obey beyond its fields: ranges, pins that are used once, parts that need each other.</summary>
internal sealed partial class BoardChecks
{
    private readonly Board _board;
    private readonly string _file;

    // Ports and signals of the top levels.
    private static readonly string[] TakenNames =
    [
        "clk", "clk_in", "clk_in_p", "clk_in_n", "device", "feedback", "held", "hold", "led", "locked", "made", "manager", "memory_clk",
        "oscillator", "pcie_mgt", "pcie_perst_n", "pcie_refclk", "ready", "receive", "received", "reset", "reset_n", "rst", "transmit",
        "uart_rx", "uart_tx",
    ];

    private BoardChecks(Board board, string file) => (_board, _file) = (board, file);

    /// <summary>Throws at the first thing that cannot be.</summary>
    internal static void Run(Board board, string file)
    {
        var checks = new BoardChecks(board, file);
        checks.Texts();
        checks.Identity();
        checks.Flow();
        checks.Clock();
        checks.Pins();
        checks.Transports();
        checks.Sizes();
        checks.Design();
    }

    private void Texts()
    {
        foreach (string field in BoardTextChecks.ListsWithNull(_board))
        {
            Require(false, field, "an element is null", "fill it in, or leave it out");
        }

        foreach (var (field, text, remedy) in BoardTextChecks.Refused(_board))
        {
            Require(false, field, $"`{text}` is not what a tool takes", remedy);
        }
    }

    private void Identity()
    {
        Require(IdPattern().IsMatch(_board.Id), "id", $"`{_board.Id}` does not fit HELLO", "take 1 to 16 characters of a-z, 0-9 and hyphen");
        Require(_board.Title.Length > 0 && _board.Vendor.Length > 0 && _board.Part.Length > 0, "title, vendor, part", "one is empty", "fill it in");
        Require(_board.Sources.Length > 0, "sources", "there is none", "name the document that the pins were taken from");
    }

    private void Clock()
    {
        var clock = _board.Clock;
        Range("clock.frequencyHz", clock.FrequencyHz, 1_000_000, 1_000_000_000);
        Range("clock.kernelHz", clock.KernelHz, 1_000_000, 1_000_000_000);
        Range("clock.scheduledHz", clock.ScheduledHz ?? clock.KernelHz, clock.KernelHz, 1_000_000_000);
        Require(
            clock.Pin is not null || (_board.Processor is not null && _board.Serial is null && _board.Pcie is null),
            "clock.pin", "there is none, and no processor that gives the clock", "name the pin of the oscillator");
        Require(clock.Pin is null == clock.Standard is null, "clock.standard", "pin and standard belong together", "give both or none");
        Require(clock.Pin is not null || clock.NegativePin is null, "clock.negativePin", "there is no positive pin", "give clock.pin");
        Require(
            _board.IceStorm is null || (clock.NegativePin is null && clock.KernelHz == clock.FrequencyHz),
            "clock", "the open flow has neither differential clocks nor a clock manager", "take the oscillator's frequency as kernelHz");
        if (_board.Serial is not null && clock.KernelHz != clock.FrequencyHz)
        {
            var nearest = ClockManager.Nearest(_board.Family, clock.FrequencyHz, clock.KernelHz);
            Require(
                ClockManager.Find(_board.Family, clock.FrequencyHz, clock.KernelHz) is not null,
                "clock.kernelHz",
                string.Create(CultureInfo.InvariantCulture,
                    $"no clock manager makes {clock.KernelHz} Hz exactly from {clock.FrequencyHz} Hz"),
                string.Create(CultureInfo.InvariantCulture, $"take {string.Join(" or ", nearest.Append(clock.FrequencyHz).Distinct())}"));
        }
    }

    private void Pins()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, pin) in BoardPins.Of(_board))
        {
            Require(PinPattern().IsMatch(pin), field, $"`{pin}` is no pin", "write it as the package does, for instance E3, AD12 or 35");
            Require(seen.TryAdd(pin, field), field, $"pin {pin} is {seen[pin]} already", "look it up in the maker's constraints: a pin has one use");
        }

        Require(_board.Leds.Length <= 3, "leds", $"there are {_board.Leds.Length}", "name at most three: ready, receives, transmits");
        Require(
            _board.OutputsHeldLow.All(static p => p.Name is { } name && NamePattern().IsMatch(name)),
            "outputsHeldLow", "an output has no name that VHDL takes", "give a name of a-z, 0-9 and underscores");
        foreach (var (pin, index) in _board.OutputsHeldLow.Select(static (p, i) => (p, i)))
        {
            Require(
                HardwareNames.Identifier(pin.Name!) == pin.Name && !TakenNames.Contains(pin.Name)
                    && !_board.OutputsHeldLow.Take(index).Any(p => p.Name == pin.Name),
                $"outputsHeldLow[{index}].name", $"`{pin.Name}` is taken: by a port of the top level, by VHDL or by another output",
                "give another name");
        }
    }

    private void Transports()
    {
        Require(_board.Transports.Any(), "serial, pcie, processor", "there is no way to a host", "describe at least one");
        if (_board.Serial is { } serial)
        {
            Range("serial.baseBaud", serial.BaseBaud, 9600, 1_000_000);
            Range("serial.fastestBaud", serial.FastestBaud, serial.BaseBaud, _board.Clock.KernelHz / 4);
            Cells("serial.memoryCells", serial.MemoryCells, MemoryKind.BlockRam);
            Port("serial.portBits", serial.PortBits);
        }

        if (_board.Pcie is { } pcie)
        {
            Require(pcie.Lanes is 1 or 2 or 4 or 8 or 16, "pcie.lanes", $"there is no link of {pcie.Lanes}", "take 1, 2, 4, 8 or 16");
            Range("pcie.generation", pcie.Generation, 1, 4);
            Require(
                pcie.LaneReceivePins.Length == 0 || pcie.LaneReceivePins.Length == pcie.Lanes,
                "pcie.laneReceivePins", $"there are {pcie.LaneReceivePins.Length} for {pcie.Lanes} lanes", "name all in order, or leave the field out");
            Controller("pcie.memory", pcie.Memory,
                [MemoryKind.BlockRam, MemoryKind.UltraRam, MemoryKind.Ddr3, MemoryKind.Ddr4, MemoryKind.Hbm]);
            Require(
                pcie.Memory != MemoryKind.Hbm || (_board.Clock.Pin is not null && _board.Clock.NegativePin is not null),
                "clock.negativePin", "HBM wants a reference clock from a pair of pins",
                "give clock.pin and clock.negativePin, or take another memory");
            Cells("pcie.memoryCells", pcie.MemoryCells, pcie.Memory);
            Port("pcie.portBits", pcie.PortBits);
        }

        if (_board.Processor is { } processor)
        {
            Address("processor.registersAddress", processor.RegistersAddress);
            Address("processor.memoryAddress", processor.MemoryAddress);
            Require(
                processor.HostPort == "M_AXI_HPM0_FPD", "processor.hostPort", $"there is no `{processor.HostPort}` in the block design",
                "take M_AXI_HPM0_FPD");
            Controller("processor.memory", processor.Memory, [MemoryKind.BlockRam, MemoryKind.UltraRam]);
            Cells("processor.memoryCells", processor.MemoryCells, processor.Memory);
            Port("processor.portBits", processor.PortBits);
        }
    }

    private void Sizes()
    {
        Range("budget.luts", _board.Budget.Luts, 1, 10_000_000);
        Range("budget.flipFlops", _board.Budget.FlipFlops, 1, 20_000_000);
        Range("budget.blockRams", _board.Budget.BlockRams, 1, 20_000);
        Range("budget.multipliers", _board.Budget.Multipliers, 0, 20_000);
        foreach (var memory in _board.Memories)
        {
            Range("memories.bytes", memory.Bytes, 1, 1L << 40);
            Require(
                memory.IsOnChip == memory.PeakBytesPerSecond is null && memory.IsOnChip == memory.LatencyNs is null,
                "memories.peakBytesPerSecond, memories.latencyNs", $"{memory.Kind} has one of them without need, or needs both",
                "give both of a memory outside of the FPGA, none of one on it");
            Range("memories.peakBytesPerSecond", memory.PeakBytesPerSecond ?? 1_000_000, 1_000_000, 10_000_000_000_000);
            Range("memories.latencyNs", memory.LatencyNs ?? 1, 1, 100_000);
        }

        // A block RAM of 18 kbit has 2,048 bytes and parity; the data sheets count the parity, so the file does too.
        long bits = DelayTable.Of(_board.Family).Blocks.BlockBits;
        long bytes = _board.Budget.BlockRams * bits / 8;
        Require(
            _board.Memories.Count(m => m.Kind == MemoryKind.BlockRam && m.Bytes == bytes) == 1,
            "memories", $"the block RAM is not the {bytes} bytes of budget.blockRams", "correct one of the two");
    }

    // Whether there is such a kernel, with such constants, only its compiler knows.
    private void Design()
    {
        Require(ClassPattern().IsMatch(_board.Design.Kernel), "design.kernel", $"`{_board.Design.Kernel}` is no class name", "take the name of a kernel, for instance SpikingTransformerEngine");
        foreach (var (key, value) in _board.Design.Constants)
        {
            Require(ConstantPattern().IsMatch(key), "design.constants", $"`{key}` is no key", "write it as the kernel's [Replaceable] does, for instance Accel.Engine.MaxTokens");
            Range($"design.constants.{key}", value, 0, int.MaxValue);
        }
    }

    private void Flow()
    {
        Require(_board.Vivado is null != _board.IceStorm is null, "vivado, iceStorm", "there must be one flow", "describe one of the two");
        Require(
            _board.IceStorm is null || (_board.Pcie is null && _board.Processor is null),
            "pcie, processor", "the open flow has no block design", "leave serial alone, or describe vivado");
        Require(
            _board.IceStorm is null == (_board.Family != DeviceFamily.Ice40), "family", $"{_board.Family} does not go with the flow", "iceStorm is for ice40, vivado for the others");
        Require(
            _board.Programmer.OpenFpgaLoaderBoard is null != _board.Programmer.VivadoDevice is null,
            "programmer", "there must be one", "give openFpgaLoaderBoard or vivadoDevice");
        if (_board.Vivado is { } vivado)
        {
            Require(vivado.ConfigVoltage is null == vivado.ConfigBankSelect is null, "vivado.configVoltage", "it goes with configBankSelect", "give both or none");
            Require(vivado.ConfigBankSelect is null or "VCCO" or "GND", "vivado.configBankSelect", $"`{vivado.ConfigBankSelect}` is none", "take VCCO or GND");
            Range("vivado.powerBudgetWatts", vivado.PowerBudgetWatts ?? 1, 1, 1_000);
            if (vivado.Flash is { } flash)
            {
                Range("vivado.flash.mebibytes", flash.Mebibytes, 1, 4_096);
                Require(FlashAddressPattern().IsMatch(flash.Address), "vivado.flash.address", $"`{flash.Address}` is no address", "write 0x and eight hexadecimal digits");
                Require(
                    Convert.ToInt64(flash.Address, 16) < flash.Mebibytes * (1L << 20),
                    "vivado.flash.address", $"{flash.Address} is behind the end of the flash", "look it up in the document that sources names");
            }

            Require(
                _board.Pcie?.Memory != MemoryKind.Ddr4 || vivado.MemoryClock is not null,
                "vivado.memoryClock", "the memory controller has no clock",
                "name the board part's interface of it, or take on-chip memory");
            bool controller = _board.Pcie?.Memory is MemoryKind.Ddr2 or MemoryKind.Ddr3 or MemoryKind.Ddr4;
            Require(
                !controller || (vivado.BoardPart is not null && vivado.MemoryInterface is not null),
                "vivado.memoryInterface", "the memory controller has nothing to be configured from", "give boardPart and memoryInterface, or take on-chip memory");
        }
    }

    private void Controller(string field, MemoryKind kind, MemoryKind[] known)
        => Require(known.Contains(kind), field, $"there is no controller for {kind} here", $"take {string.Join(", ", known)}");

    private void Cells(string field, long cells, MemoryKind kind)
    {
        long bytes = _board.Memories.Where(m => m.Kind == kind).Sum(static m => m.Bytes);
        Require(
            cells > 0 && cells <= bytes / 4,
            field,
            string.Create(CultureInfo.InvariantCulture, $"{cells} cells of 4 bytes do not fit the {bytes} bytes of {kind}"),
            "take fewer, or name the memory under memories");
        Require(cells % 1024 == 0, field, $"{cells} is no multiple of 1,024", "take one: the memory is counted in pages of 4 KiB");
    }

    // Cells are counted in pages of 4 KiB, so that any of these widths divides them.
    private void Port(string field, int bits)
        => Require(
            int.IsPow2(bits) && bits is >= 32 and <= 512,
            field,
            string.Create(CultureInfo.InvariantCulture, $"a memory port has no {bits} bits"),
            "take 32, 64, 128, 256 or 512: what the kernel can use and the memory can give in a cycle");

    private void Address(string field, string address)
        => Require(AddressPattern().IsMatch(address), field, $"`{address}` is no address", "write 0x and hexadecimal digits, a multiple of 0x10000");

    private void Range(string field, long value, long least, long most)
        => Require(
            value >= least && value <= most,
            field,
            string.Create(CultureInfo.InvariantCulture, $"{value} is not in {least}..{most}"),
            "look it up in the document that sources names");

    private void Require(bool condition, string field, string what, string remedy)
    {
        if (!condition)
        {
            throw new BoardFileException(_file, field, what, remedy);
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,16}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^([A-Z]{1,2}[0-9]{1,2}|[0-9]{1,3})$")]
    private static partial Regex PinPattern();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex ClassPattern();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)*$")]
    private static partial Regex ConstantPattern();

    [GeneratedRegex("^0x[0-9A-F]{8}$")]
    private static partial Regex FlashAddressPattern();

    [GeneratedRegex("^0x[0-9A-F]{4,12}0000$")]
    private static partial Regex AddressPattern();
}
