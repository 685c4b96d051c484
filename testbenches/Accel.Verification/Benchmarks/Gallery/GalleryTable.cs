using System.Globalization;

namespace Accel.Verification;

/// <summary>Measurements of the gallery as a table in Markdown, as its page has it.</summary>
public static class GalleryTable
{
    /// <summary>The head of the table, without the end of its last line.</summary>
    public const string Head =
        "| kernel | cycles | published | by | multipliers | MHz | LUTs | flip-flops | DSPs | area by |\n"
        + "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |";

    /// <summary>A row, without the end of its line.</summary>
    public static string Row(GalleryMeasurement measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        string[] cells =
        [
            measured.Kernel, Number(measured.Cycles), Number(measured.PublishedCycles), measured.PublishedBy ?? "-",
            Number(measured.Multipliers), measured.ClockMhz.ToString("0.0", CultureInfo.InvariantCulture), Number(measured.Luts),
            Number(measured.Ffs), Number(measured.Dsps), measured.AreaBy,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Number(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "-";
}
