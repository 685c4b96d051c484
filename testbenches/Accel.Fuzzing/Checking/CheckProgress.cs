namespace Accel.Fuzzing;

/// <summary>Where the check of a program is, for whoever waits for it.</summary>
internal sealed class CheckProgress
{
    private volatile string _stage = "front end";

    /// <summary>A pass, <c>front end</c>, <c>schedule</c>, <c>rtl</c>.</summary>
    public string Stage
    {
        get => _stage;
        set => _stage = value;
    }
}
