namespace Accel.Kernels;

/// <summary>Which part of the program is wanted next.</summary>
internal struct ProgramRequest
{
    /// <summary>Its first cell.</summary>
    public int Cell;

    /// <summary>The header, which is half as long as a step.</summary>
    public bool IsHeader;

    /// <summary>Nothing follows.</summary>
    public bool IsEnd;
}
