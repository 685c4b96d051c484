namespace Accel.Kernels;

/// <summary>A pixel on its way from task to task.</summary>
internal struct StreamedPixel
{
    /// <summary>Its brightness.</summary>
    public byte Value;

    /// <summary>Nothing follows.</summary>
    public bool IsLast;
}
