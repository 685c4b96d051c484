using System.Globalization;
using System.Text;
using Accel.Rtl.Estimation;

namespace Accel.Calibration;

/// <summary>The measurements of a family as a .csv file beside its table.</summary>
internal static class MeasurementFile
{
    private const string Head = "operator,size,clockToOutputNs,cellsNs,nets,netsNs,luts,delayNs,tableNs\n";

    /// <summary>What was measured before.</summary>
    public static IEnumerable<(Point Point, PathTiming Timing)> Read(string directory, DeviceFamily family)
        => File.ReadLines(NameOf(directory, family)).Skip(1).Select(line => line.Split(',')).Select(f => (
            new Point(Enum.Parse<MeasuredOperator>(f[0]), Number(f[1])),
            new PathTiming(Ns(f[2]), Ns(f[3]), Number(f[4]), Ns(f[5]), Number(f[6]))));

    /// <summary>Writes the measurements, and beside each the delay with nets and what the table says.</summary>
    public static void Write(string directory, DeviceFamily family, IEnumerable<(Point Point, PathTiming Timing, double Ns, double TableNs)> rows)
    {
        var text = new StringBuilder(Head);
        foreach (var (point, t, ns, table) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Operator},{point.Size},{t.ClockToOutputNs:F3},{t.CellsNs:F3},{t.Nets},{t.NetsNs:F3},{t.Luts},{ns:F3},{table:F3}\n");
        }

        File.WriteAllText(NameOf(directory, family), text.ToString());
    }

    private static string NameOf(string directory, DeviceFamily family) => Path.ChangeExtension(Path.Combine(directory, DelayTable.FileNameOf(family)), ".csv");

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static double Ns(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
