namespace Accel.Transformer.Portability;

/// <summary>What a rule rests on, and so how much it weighs.</summary>
public enum PortabilityVerdict
{
    /// <summary>Hastlayer's documentation or its source refuses it: not portable.</summary>
    Refused,

    /// <summary>Neither in its documentation nor in its samples, which it says means "probably not supported": not portable.</summary>
    Undocumented,

    /// <summary>Portable, with something to configure or to try.</summary>
    Caution,
}

/// <summary>Something that this dialect accepts and Hastlayer does not, as data.</summary>
/// <param name="Id">For instance <c>HAST01</c>; never reused.</param>
/// <param name="Title">What is used, a short noun phrase.</param>
/// <param name="Verdict">What the rule rests on.</param>
/// <param name="Reason">Why it is not, or not simply, portable.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record PortabilityRule(string Id, string Title, PortabilityVerdict Verdict, string Reason, string Remedy)
{
    /// <summary>Whether a kernel that uses it is still portable.</summary>
    public bool IsPortable => Verdict == PortabilityVerdict.Caution;
}
