namespace Accel.Kernels;

/// <summary>Which of the last <see cref="EngineSizes.Delay"/> visits have changed their row: what comes back of them is stored. Known long
/// before it comes.</summary>
internal struct StoredVisits
{
    /// <summary>The oldest one of them.</summary>
    public bool Oldest;

    private bool middle;
    private bool last;

    /// <summary>A visit goes by.</summary>
    public void Step(bool changes)
    {
        Oldest = middle;
        middle = last;
        last = changes;
    }
}
