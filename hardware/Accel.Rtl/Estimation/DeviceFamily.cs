namespace Accel.Rtl.Estimation;

/// <summary>Device families that there is a <see cref="DelayTable"/> for.</summary>
public enum DeviceFamily
{
    /// <summary>Xilinx 7-series, speed grade -1.</summary>
    Series7,
    /// <summary>Xilinx UltraScale+, speed grade -1.</summary>
    UltraScalePlus,
    /// <summary>Lattice iCE40 HX.</summary>
    Ice40,
}
