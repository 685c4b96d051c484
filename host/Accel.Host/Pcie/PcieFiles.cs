namespace Accel.Host.Pcie;

/// <summary>The files of one device; without events its end of a job is asked for again and again.</summary>
internal sealed record PcieFiles(IDeviceFile User, IDeviceFile HostToCard, IDeviceFile CardToHost, IDeviceFile? Events) : IDisposable
{
    /// <summary>Opens them all, or none.</summary>
    /// <param name="path">What their names begin with, for instance /dev/xdma0.</param>
    /// <exception cref="DeviceUnavailableException">One is missing, or may not be opened.</exception>
    internal static PcieFiles Open(string path)
    {
        var open = new List<IDeviceFile>();
        IDeviceFile File(string suffix, FileAccess access)
        {
            open.Add(DeviceFile.Open(path + suffix, access));
            return open[^1];
        }

        try
        {
            var events = System.IO.File.Exists(path + "_events_0") ? File("_events_0", FileAccess.Read) : null;
            return new PcieFiles(File("_user", FileAccess.ReadWrite), File("_h2c_0", FileAccess.Write), File("_c2h_0", FileAccess.Read), events);
        }
        catch
        {
            open.ForEach(static f => f.Dispose());
            throw;
        }
    }

    /// <summary>Closes them all.</summary>
    public void Dispose()
    {
        foreach (var file in (ReadOnlySpan<IDeviceFile?>)[User, HostToCard, CardToHost, Events])
        {
            file?.Dispose();
        }
    }
}
