using System.Collections.Immutable;

namespace Accel.Boards;

/// <summary>What Vivado must know of a board.</summary>
public sealed record VivadoFlow
{
    /// <summary>CONFIG_VOLTAGE, where the configuration bank is the user's.</summary>
    public string? ConfigVoltage { get; init; }

    /// <summary>CFGBVS: VCCO or GND; with <see cref="ConfigVoltage"/>.</summary>
    public string? ConfigBankSelect { get; init; }

    /// <summary>What the power supply gives, where the maker says to constrain it.</summary>
    public int? PowerBudgetWatts { get; init; }

    /// <summary>The board part whose presets configure the memory controller, where one is used.</summary>
    public string? BoardPart { get; init; }

    /// <summary>The board part's interface of the memory.</summary>
    public string? MemoryInterface { get; init; }

    /// <summary>The board part's interface of the memory controller's clock, where it is not part of the former.</summary>
    public string? MemoryClock { get; init; }

    /// <summary>BITSTREAM properties, without that word.</summary>
    public required ImmutableSortedDictionary<string, string> Bitstream { get; init; }

    /// <summary>The flash that configures the FPGA at power-up, where there is one.</summary>
    public ConfigurationFlash? Flash { get; init; }
}

/// <summary>The flash that configures the FPGA.</summary>
/// <param name="Interface">As write_cfgmem calls it.</param>
/// <param name="Mebibytes">Its size.</param>
public sealed record ConfigurationFlash(string Interface, int Mebibytes)
{
    /// <summary>
    /// Where the image begins, 0x and eight hexadecimal digits; not 0 where the maker's own image is there, which the FPGA falls back to.
    /// </summary>
    public string Address { get; init; } = "0x00000000";

    /// <summary>The part as Vivado's hardware manager calls it, where Vivado programs the board.</summary>
    public string? Part { get; init; }
}

/// <summary>What nextpnr and icestorm must know of a board.</summary>
/// <param name="Device">hx1k, hx8k, lp8k, up5k, as nextpnr-ice40 and icetime call it.</param>
/// <param name="Package">As nextpnr-ice40 calls it.</param>
public sealed record IceStormFlow(string Device, string Package);

/// <summary>How a board is programmed; one of the two.</summary>
public sealed record BoardProgrammer
{
    /// <summary>The name that openFPGALoader has for it.</summary>
    public string? OpenFpgaLoaderBoard { get; init; }

    /// <summary>The device in the JTAG chain as Vivado's hardware server calls it.</summary>
    public string? VivadoDevice { get; init; }
}
